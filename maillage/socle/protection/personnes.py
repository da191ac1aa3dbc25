"""Whose data may be gathered: accounts, declared by `comptes`; people followed, declared by `parcours`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db import models

from maillage.socle.acteur import Acteur
from maillage.socle.pieces.models import Piece


@dataclass(frozen=True, slots=True)
class Personne:
    """`compte`: what the rows about the person point to; 0 for somebody followed, whose rows `Source.link` finds.

    `nom` is shown, never written in a journal.

    `termes`: what names them in a text.
    """

    cle: UUID
    compte: int
    nom: str
    termes: tuple[str, ...] = ()

    @property
    def suivie(self) -> UUID | None:
        """The public number of somebody followed; None for an account."""
        return None if self.compte else self.cle


class Source(Protocol):
    def list(self, acteur: Acteur) -> list[Personne]:
        """Those the acteur's dispositifs know, present or past, by name."""

    def find_courriel(self, compte: int) -> str:
        """Where to write to them; empty when there is nowhere left."""

    def link(self, model: type[models.Model], suivie: UUID) -> models.Q | None:
        """The rows of this table about somebody followed; None when it has none, or when they have an account."""

    def list_pieces(self, suivie: UUID) -> Sequence[Piece]:
        """The pièces of somebody followed."""

    def list_noms(self, suivies: Collection[UUID]) -> dict[UUID, str]:
        """How to call those followed that this source knows."""


_sources: dict[str, Source] = {}


def declare(source: Source) -> None:
    """Keyed by its class: an app that is set up twice declares it once."""
    _sources[type(source).__qualname__] = source


def list_personnes(acteur: Acteur) -> list[Personne]:
    return [personne for source in _sources.values() for personne in source.list(acteur)]


def find_courriel(compte: int) -> str:
    return next((found for source in _sources.values() if (found := source.find_courriel(compte))), "")


def link(model: type[models.Model], suivie: UUID) -> models.Q | None:
    return next((q for source in _sources.values() if (q := source.link(model, suivie)) is not None), None)


def list_noms(suivies: Collection[UUID]) -> dict[UUID, str]:
    return {cle: nom for source in _sources.values() for cle, nom in source.list_noms(suivies).items()}


def list_pieces(suivie: UUID) -> list[Piece]:
    return [piece for source in _sources.values() for piece in source.list_pieces(suivie)]
