"""The words of the language: `Effectif`, `Somme`, `Taux`, `Moyenne`, `Mediane`. A definition is written once, and read everywhere.

A definition that changes takes a new `version`: figures of two versions are not compared without saying so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from ibis.common.deferred import Deferred

from maillage.indicateurs.populations import Population
from maillage.indicateurs.ventilations import AnyVentilation

MOITIE = Decimal("0.5")


class Sur(StrEnum):
    """What a rate is divided by where it is broken down: its own category, everybody, or everybody whose answer is known."""

    MODALITE = "modalite"
    ENSEMBLE = "ensemble"
    RENSEIGNES = "renseignes"


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Mesure:
    """What each measure says of itself. `repere`: its number in the network's reference; empty for what only serves a rate.

    `decimales`: the places it is rounded to, half up, once, when it is read.
    """

    code: str
    libelle: str
    source: str
    repere: str = ""
    version: int = 1
    unite: str = ""
    decimales: int = 0
    ventilations: tuple[AnyVentilation, ...] = ()
    note: str = ""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Comptee(Mesure):
    """A measure of one population. `compte`: its condition in words; a row for which it is empty is « not known »."""

    population: Population
    compte: str
    condition: Deferred | None = None


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Effectif(Comptee):
    """How many rows of the population meet the condition."""

    def where(self, condition: Deferred, *, code: str, libelle: str, compte: str, **changes: Any) -> "Effectif":
        """The same, of fewer rows."""
        both = condition if self.condition is None else self.condition & condition
        return replace(self, code=code, libelle=libelle, compte=compte, condition=both, **changes)


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Somme(Comptee):
    """The total of a whole number of each row, then divided by `diviseur` (cents of a full time into full times).

    `is_nulle_sans_ligne`: everybody who is counted tells all its rows, so that no row at all makes zero; else, that nobody said.
    """

    valeur: Deferred
    diviseur: Decimal = Decimal(1)
    is_nulle_sans_ligne: bool = False


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Moyenne(Comptee):
    """The mean of a whole number of each row, then divided by `diviseur` (days into months)."""

    valeur: Deferred
    diviseur: Decimal = Decimal(1)


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Mediane(Comptee):
    """The value that half of them (or `quantile`) do not exceed, of a whole number of each row.

    Its cells hold how many rows have each value: they add up, which medians do not.
    """

    valeur: Deferred
    diviseur: Decimal = Decimal(1)
    quantile: Decimal = MOITIE


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Taux(Mesure):
    """One count or total divided by another; both are shown. `facteur`: 100 for a percentage, 1 for « per person »,
    0.01 where the numerator is in hundredths.
    """

    numerateur: Effectif | Somme
    denominateur: Effectif | Somme
    sur: Sur = Sur.MODALITE
    facteur: int | Decimal = 100

    @property
    def base(self) -> str:
        return self.denominateur.compte


Comptable = Effectif | Somme | Moyenne | Mediane
AnyMesure = Comptable | Taux


def list_comptees(mesures: Mapping[str, AnyMesure]) -> dict[str, Comptable]:
    """What is counted row by row, with the ventilations that the rates made of it ask for."""
    found: dict[str, Comptable] = {}
    asked: dict[str, dict[AnyVentilation, None]] = {}
    for mesure in mesures.values():
        parts = (mesure.numerateur, mesure.denominateur) if isinstance(mesure, Taux) else (mesure,)
        for part in parts:
            if found.setdefault(part.code, part) is not part:
                raise ValueError(f"Deux définitions portent le code « {part.code} ».")
            asked.setdefault(part.code, {}).update(dict.fromkeys((*part.ventilations, *mesure.ventilations)))
    return {code: replace(part, ventilations=tuple(asked[code])) for code, part in found.items()}
