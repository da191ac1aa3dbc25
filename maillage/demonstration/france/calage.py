"""The published figures that the fictitious country is set to. Source: Consolidation des PLIE 2019, § 1 and 2."""

from dataclasses import dataclass

from maillage.demonstration.parcours.trajectoires import SORTS
from maillage.parcours.nomenclatures.sorties import TYPES, Cause, Classe
from maillage.socle.repartitions import share

PARTICIPANTS_PAR_ETP = 71  # 131 000 people, 127 PLIE, 14.6 full-time référents each
# Abandons and others: one split that every published rounding allows (18 and 27 % of exits, 35 and 52 % of « sans suite »).
SORTIES_2019: dict[Classe | Cause, int] = {
    Classe.EMPLOI_DURABLE: 11_786, Classe.FORMATION: 2_194, Classe.AUTRE_POSITIVE: 786,
    Cause.ABANDON: 5_820, Cause.NEUTRE: 2_300, Cause.AUTRE: 8_669,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Calage:
    """`sorties`: how many of each type. Those followed are those who left and those still there."""

    plie: int
    suivis: int
    entrees: int
    sorties: dict[str, int]

    @property
    def total_sorties(self) -> int:
        return sum(self.sorties.values())

    @property
    def ouverts(self) -> int:
        return self.suivis - self.total_sorties


def make_calage(diviseur: int = 1) -> Calage:
    """The country, or one part in `diviseur` of it; at least two PLIE, so that there is something to add up."""
    par_classe = share(sum(SORTIES_2019.values()) // diviseur, list(SORTIES_2019.values()))
    sorties: dict[str, int] = {}
    for groupe, effectif in zip(SORTIES_2019, par_classe, strict=True):
        types = [code for code in SORTS if groupe in (TYPES[code].classe, TYPES[code].cause)]
        sorties |= zip(types, share(effectif, [SORTS[code] for code in types]), strict=True)
    return Calage(max(2, 127 // diviseur), 131_000 // diviseur, 33_711 // diviseur, sorties)
