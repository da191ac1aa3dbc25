"""Whose data may be gathered. `comptes`, which stands above, declares its accounts; people followed will come likewise."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from maillage.socle.acteur import Acteur


@dataclass(frozen=True, slots=True)
class Personne:
    """`compte`: what the rows about the person point to. `nom` is shown, never written in a journal.

    `termes`: what names them in a text.
    """

    cle: UUID
    compte: int
    nom: str
    termes: tuple[str, ...] = ()


class Source(Protocol):
    def list(self, acteur: Acteur) -> list[Personne]:
        """Those the acteur's dispositifs know, present or past, by name."""

    def find_courriel(self, compte: int) -> str:
        """Where to write to them; empty when there is nowhere left."""


_sources: list[Source] = []


def declare(source: Source) -> None:
    _sources[:] = [source]


def list_personnes(acteur: Acteur) -> list[Personne]:
    return [personne for source in _sources for personne in source.list(acteur)]


def find_courriel(compte: int) -> str:
    return next((found for source in _sources if (found := source.find_courriel(compte))), "")
