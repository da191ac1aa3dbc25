"""Which territories show their hours to the network: those of enough people and enough structures, none of which weighs
nearly all; and nothing from which the others could be deduced (protection des données § 8.1, R-63, R-66)."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from maillage.clause.rules.petits_effectifs import hide_cles
from maillage.socle.parametres import fixe

CHOIX = "protection des données, § 8.1 : choix de conception"
CONTRIBUTRICES = fixe(
    "contributrices_clause", "Structures en dessous desquelles les heures d’un territoire ne se montrent pas",
    "structures", 3, CHOIX, a_confirmer=True,
)  # fmt: skip
DOMINANCE = fixe(
    "dominance_clause", "Part des heures d’un territoire au-dessus de laquelle une structure s’y reconnaît", "%", 85, CHOIX,
    a_confirmer=True,
)  # fmt: skip
CENT = 100
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Seuils:
    """`part`: whole percents."""

    personnes: int
    structures: int
    part: int


@dataclass(frozen=True, slots=True)
class Case:
    """Who worked in a territory, by keys that name nobody, and the hours each structure has the credit of."""

    personnes: frozenset[Hashable] = frozenset()
    heures: Mapping[Hashable, Decimal] = field(default_factory=dict)

    def is_petite(self, seuils: Seuils) -> bool:
        """Nobody at all says nothing of anybody."""
        positives = [heures for heures in self.heures.values() if heures > 0]
        if not self.personnes or not positives:
            return False
        return (
            len(self.personnes) < seuils.personnes
            or len(positives) < seuils.structures
            or max(positives) * CENT > sum(positives) * seuils.part
        )


def merge(cases: Iterable[Case]) -> Case:
    """Together. A structure stands in one territory only."""
    found = list(cases)
    heures: dict[Hashable, Decimal] = {}
    for case in found:
        heures |= case.heures
    return Case(frozenset[Hashable]().union(*(case.personnes for case in found)), heures)


def hide(cases: Mapping[K, Case], seuils: Seuils) -> set[K]:
    """The small ones, then the next smallest until what is hidden together, that the total less the rest gives, is not."""
    tailles = {cle: len(case.personnes) for cle, case in cases.items()}
    return hide_cles(tailles, lambda cles: not merge(cases[cle] for cle in cles).is_petite(seuils))


@dataclass(frozen=True, slots=True)
class Masque:
    """What is not shown: the whole, regions, départements (by region, then by their own code)."""

    is_total: bool
    regions: frozenset[str]
    departements: frozenset[tuple[str, str]]


def mask(regions: Mapping[str, Mapping[str, Case]], seuils: Seuils) -> Masque:
    """One hierarchy: within a region that is hidden, every département is; adding them up would give it back."""
    wholes = {region: merge(cases.values()) for region, cases in regions.items()}
    if merge(wholes.values()).is_petite(seuils):
        return Masque(True, frozenset(regions), frozenset((r, d) for r, cases in regions.items() for d in cases))
    hidden = hide(wholes, seuils)
    return Masque(
        False,
        frozenset(hidden),
        frozenset(
            (region, departement)
            for region, cases in regions.items()
            for departement in (cases if region in hidden else hide(cases, seuils))
        ),
    )
