"""Whose data may be gathered. `comptes`, which stands above, declares its accounts; people followed will come likewise."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from maillage.socle.acteur import Acteur


@dataclass(frozen=True, slots=True)
class Personne:
    """`compte`: what the rows about the person point to. `nom` is shown, never written in a journal."""

    cle: UUID
    compte: int
    nom: str


class Source(Protocol):
    def list(self, acteur: Acteur) -> list[Personne]:
        """Those the acteur's dispositifs know, present or past, by name."""


_sources: list[Source] = []


def declare(source: Source) -> None:
    _sources[:] = [source]


def list_personnes(acteur: Acteur) -> list[Personne]:
    return [personne for source in _sources for personne in source.list(acteur)]
