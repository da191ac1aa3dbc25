"""The page of a file is made of sections, each declared by the module that knows it; here they are only put in order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from maillage.parcours.models import Parcours
from maillage.socle import permissions
from maillage.socle.acteur import Acteur

Contexte = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """`build` reads what its template shows: at most two queries, however long the parcours. None: nothing to show."""

    code: str
    titre: str
    ordre: int
    droit: StrEnum
    gabarit: str
    build: Callable[[Acteur, Parcours, date], Contexte | None]


@dataclass(frozen=True, slots=True)
class Rendu:
    section: Section
    contexte: Contexte


SECTIONS: dict[str, Section] = {}


def declare_section(section: Section) -> None:
    SECTIONS[section.code] = section


def build_sections(acteur: Acteur, parcours: Parcours, *, on: date) -> list[Rendu]:
    """Those this acteur may read, in their order. The droit is asked once each."""
    rendus = []
    granted: dict[StrEnum, bool] = {}
    for section in sorted(SECTIONS.values(), key=lambda s: s.ordre):
        if section.droit not in granted:
            granted[section.droit] = permissions.can(acteur, section.droit, parcours)
        if granted[section.droit] and (contexte := section.build(acteur, parcours, on)) is not None:
            rendus.append(Rendu(section, contexte))
    return rendus
