"""Tables as pure data: variables and their hierarchies, cells, and the sums that bind them across tables.

One cell has one key wherever it is printed: two tables that share a margin share its cells.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import product
from typing import NamedTuple

from maillage.consolidation.secret.nomenclatures import Contributeurs, Nature

Nombre = int | Decimal


class TableauRefuse(ValueError):
    """A table that contradicts itself. The text is a sentence for whoever made it."""


class Cle(NamedTuple):
    """`coordonnees`: (variable, modality), in the order of the variables; the whole of a variable is left out."""

    mesure: str
    periode: str
    coordonnees: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return "|".join((self.mesure, self.periode, *(f"{axe}={modalite}" for axe, modalite in self.coordonnees)))


@dataclass(frozen=True, slots=True)
class Somme:
    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Axe:
    """A variable: its sums, from the whole down. Two sums may cut the same total in two ways (two codings of ages)."""

    code: str
    sommes: tuple[Somme, ...]
    is_sensible: bool = False

    def __post_init__(self) -> None:
        if len(self._racines) != 1:
            raise TableauRefuse(
                f"La variable « {self.code} » doit avoir un total et un seul ; trouvés : {', '.join(self._racines) or 'aucun'}."
            )

    @cached_property
    def _racines(self) -> tuple[str, ...]:
        parts = {part for somme in self.sommes for part in somme.parts}
        return tuple(dict.fromkeys(somme.total for somme in self.sommes if somme.total not in parts))

    @property
    def racine(self) -> str:
        return self._racines[0]

    @cached_property
    def modalites(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m for somme in self.sommes for m in (somme.total, *somme.parts)))

    @cached_property
    def feuilles(self) -> tuple[str, ...]:
        totals = {somme.total for somme in self.sommes}
        return tuple(m for m in self.modalites if m not in totals)

    @cached_property
    def rangs(self) -> Mapping[str, int]:
        """How far below the whole."""
        rangs = {self.racine: 0}
        todo = [self.racine]
        while todo:
            total = todo.pop()
            for somme in self.sommes:
                for part in somme.parts if somme.total == total else ():
                    if part not in rangs:
                        rangs[part] = rangs[total] + 1
                        todo.append(part)
        return rangs


@dataclass(frozen=True, slots=True)
class Cellule:
    """`parts`: what each contributor weighs, where it matters. A cell not offered exists and is never printed;
    one that is structural is zero and everybody knows it."""

    valeur: Nombre
    parts: tuple[tuple[str, Nombre], ...] = ()
    is_offerte: bool = True
    is_structurelle: bool = False


VIDE = Cellule(0)


@dataclass(frozen=True)
class Tableau:
    """`cellules`: by modalities, in the order of the axes; one that is absent is an empty cell, which is read as zero. `is_marge`:
    its totals are worth more than what they hide; False where they are only there for others."""

    code: str
    mesure: str
    periode: str
    axes: tuple[Axe, ...]
    cellules: Mapping[tuple[str, ...], Cellule]
    nature: Nature = Nature.EFFECTIF
    contributeurs: Contributeurs = Contributeurs.DISPOSITIFS
    is_marge: bool = True

    def __post_init__(self) -> None:
        modalites = [set(axe.modalites) for axe in self.axes]
        for place, cellule in self.cellules.items():
            if len(place) != len(self.axes) or any(m not in found for m, found in zip(place, modalites, strict=True)):
                raise TableauRefuse(
                    f"Tableau « {self.code} » : la case {' × '.join(place)} n’est pas de ses variables."
                )
            if cellule.valeur < 0:
                raise TableauRefuse(
                    f"Tableau « {self.code} » : la case {' × '.join(place)} est négative ({cellule.valeur})."
                )
            if cellule.is_structurelle and cellule.valeur:
                raise TableauRefuse(f"Tableau « {self.code} » : la case {' × '.join(place)} devrait être nulle.")
        for total, parts in self.list_sommes():
            found = sum(self.get(part).valeur for part in parts)
            if found != self.get(total).valeur:
                raise TableauRefuse(
                    f"Tableau « {self.code} » : {' × '.join(total)} vaut {self.get(total).valeur}, ses parts font {found}."
                )

    def get(self, place: tuple[str, ...]) -> Cellule:
        return self.cellules.get(place, VIDE)

    def get_cle(self, place: tuple[str, ...]) -> Cle:
        return Cle(
            self.mesure,
            self.periode,
            tuple(sorted((axe.code, m) for axe, m in zip(self.axes, place, strict=True) if m != axe.racine)),
        )

    def list_places(self) -> Iterator[tuple[str, ...]]:
        return product(*(axe.modalites for axe in self.axes))

    def list_sommes(self) -> Iterator[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]]:
        """Every total of the table, with its parts."""
        for rang, axe in enumerate(self.axes):
            autres = [("",) if other is axe else other.modalites for other in self.axes]
            for place in product(*autres):
                avant, apres = place[:rang], place[rang + 1 :]
                for somme in axe.sommes:
                    yield (*avant, somme.total, *apres), tuple((*avant, part, *apres) for part in somme.parts)


@dataclass(frozen=True, slots=True)
class Rapport:
    """A percentage that will be printed: what it leaves aside tells as much as what it counts (R-65)."""

    numerateur: Cle
    denominateur: Cle


@dataclass(frozen=True, slots=True)
class Identite:
    """Weighted cells that add up to nothing: a stock is the stock before, plus entries, less exits."""

    termes: tuple[tuple[int, Cle], ...]


@dataclass(frozen=True, slots=True)
class Pourcentage:
    """Already printed: `valeur`, rounded to the nearest multiple of `pas`, in percents."""

    numerateur: Cle
    denominateur: Cle
    valeur: Decimal
    pas: Decimal = Decimal(1)


@dataclass(frozen=True)
class Publication:
    """What is to go out, or went out: the true tables, and for the past ones what was shown of them."""

    code: str
    tableaux: tuple[Tableau, ...]
    rapports: tuple[Rapport, ...] = ()
    identites: tuple[Identite, ...] = ()
    montrees: frozenset[Cle] = frozenset()
    pourcentages: tuple[Pourcentage, ...] = field(default_factory=tuple)
