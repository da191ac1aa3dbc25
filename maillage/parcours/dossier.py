"""The page of a file is made of sections, each declared by the module that knows it; here they are only put in order."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from maillage.parcours.lecture import Lecture, Lot, Vue, read_lots
from maillage.parcours.models import Parcours
from maillage.socle import permissions
from maillage.socle.acteur import Acteur

Contexte = dict[str, Any]


class Colonne(StrEnum):
    """On a wide screen: the story of the parcours, and beside it what one looks up."""

    RECIT = "recit"
    REPERES = "reperes"


@dataclass(frozen=True, slots=True)
class Section:
    """`lots` are read with those of the other sections, in one query; `build` makes of them what the template shows.

    `build` reads nothing more. It may say None: nothing to show. `reserves`: lots that are read, then shown, only to whoever
    holds one more droit.
    """

    code: str
    titre: str
    ordre: int
    droit: StrEnum
    gabarit: str
    build: Callable[[Lecture], Contexte | None]
    lots: tuple[Lot[Any], ...] = ()
    reserves: Mapping[StrEnum, tuple[Lot[Any], ...]] = field(default_factory=dict)
    colonne: Colonne = Colonne.RECIT

    def list_lots(self, granted: Container[StrEnum]) -> list[Lot[Any]]:
        return [*self.lots, *(lot for droit, lots in self.reserves.items() if droit in granted for lot in lots)]


@dataclass(frozen=True, slots=True)
class Rendu:
    section: Section
    contexte: Contexte


SECTIONS: dict[str, Section] = {}


def declare_section(section: Section) -> None:
    SECTIONS[section.code] = section


def build_sections(acteur: Acteur, parcours: Parcours, *, on: date, avant: date | None = None) -> list[Rendu]:
    """Those this acteur may read, in their order. The droit is asked once each, and the rows of all are read at once."""
    droits = {droit for section in SECTIONS.values() for droit in (section.droit, *section.reserves)}
    granted = {droit for droit in droits if permissions.can(acteur, droit, parcours)}
    sections = sorted((s for s in SECTIONS.values() if s.droit in granted), key=lambda s: s.ordre)
    lots = {lot.code: lot for section in sections for lot in section.list_lots(granted)}
    lecture = read_lots(Vue(acteur, parcours, on, avant), lots.values())
    rendus = ((section, section.build(lecture)) for section in sections)
    return [Rendu(section, contexte) for section, contexte in rendus if contexte is not None]
