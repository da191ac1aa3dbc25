"""What the page of a file reads: each section names its lots, and all of them come in one query (P2)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar, cast

from django.db.models import Model, QuerySet

from maillage.parcours.models import Parcours
from maillage.socle.acteur import Acteur
from maillage.socle.lectures import read_together

Ligne = TypeVar("Ligne", bound=Model)


@dataclass(frozen=True, slots=True)
class Vue:
    """Whose file, who looks, when. `avant`: the line of time is wanted before that day."""

    acteur: Acteur
    parcours: Parcours
    on: date
    avant: date | None = None


@dataclass(frozen=True)
class Lot(Generic[Ligne]):
    """Some rows of a file. Two sections that name the same lot read it once."""

    code: str
    select: Callable[[Vue], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Lecture:
    """A file and the lots that were asked for."""

    vue: Vue
    lus: Mapping[str, list[Any]]

    @property
    def acteur(self) -> Acteur:
        return self.vue.acteur

    @property
    def parcours(self) -> Parcours:
        return self.vue.parcours

    @property
    def on(self) -> date:
        return self.vue.on

    def __getitem__(self, lot: Lot[Ligne]) -> list[Ligne]:
        return cast(list[Ligne], self.lus[lot.code])

    def get_first(self, lot: Lot[Ligne]) -> Ligne | None:
        return next(iter(self[lot]), None)


def read_lots(vue: Vue, lots: Iterable[Lot[Any]]) -> Lecture:
    """One query, however many lots and however long the parcours."""
    return Lecture(vue, read_together({lot.code: lot.select(vue) for lot in lots}))
