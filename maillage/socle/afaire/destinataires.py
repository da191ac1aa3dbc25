"""Whom things to do are sent to outside the application. `comptes`, which stands above, declares how they are found."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from maillage.socle.acteur import Acteur


@dataclass(frozen=True, slots=True)
class Destinataire:
    """A person and one acteur per habilitation in force: they have as many compartments as habilitations."""

    compte: int
    email: str
    acteurs: tuple[Acteur, ...]


class Annuaire(Protocol):
    def list(self, today: date, *, apres: int = 0) -> Iterator[Destinataire]:
        """Every active account whose key comes after `apres`, in the order of the keys."""

    def find(self, compte: int, today: date) -> Destinataire | None:
        """None when the account is closed."""


_annuaires: list[Annuaire] = []


def declare(annuaire: Annuaire) -> None:
    _annuaires[:] = [annuaire]


def list_destinataires(today: date, *, apres: int = 0) -> Iterator[Destinataire]:
    return _annuaires[0].list(today, apres=apres) if _annuaires else iter(())


def find_destinataire(compte: int, today: date) -> Destinataire | None:
    return _annuaires[0].find(compte, today) if _annuaires else None
