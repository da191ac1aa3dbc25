"""How much the clause does each year: published figures (domaine 02 § 8), and what was put between them.

2019: « Consolidation des PLIE 2019 », fiche action 7. 2021: « photographie clause 2021 » (achatpublic.info, 21 September 2023).
2018 is worked out of the changes printed in 2019; 2020 is rounded by those who published it, and its contracts are worked out of
2021 (75 194, +17,79 %). Hours of 2014 to 2017: Localtis. « choisi »: nobody published it.
"""

from dataclasses import dataclass, replace
from random import Random

from maillage.demonstration.reseau.annees import INTERPOLEE, PARTIELLE, PROLONGEE, PUBLIEE
from maillage.socle.repartitions import share

SERVICES = 366  # on 31 January 2022
DISPERSION = 0.6  # of the sizes (choisi)
PREMIERE = 2014
PETIT = 9  # services, at the least: three territories of three


@dataclass(frozen=True, slots=True)
class AnneeClause:
    """`etp`: of facilitateurs, in hundredths. `origine`: whether anybody published it."""

    annee: int
    origine: str
    heures: int
    contrats: int
    personnes: int
    marches: int
    entreprises: int
    donneurs: int
    etp: int

    @property
    def volumes(self) -> tuple[int, ...]:
        return (
            self.heures, self.contrats, self.personnes, self.marches, self.entreprises, self.donneurs, self.etp,
        )  # fmt: skip


# Hours, contracts, people, markets, companies, buyers, full times of facilitateurs (300 are what the ratios of 2019 lead to).
SERIE: dict[int, tuple[str, tuple[int, ...]]] = {
    2014: (PARTIELLE, (9_160_000, 34_500, 23_190, 30_000, 9_000, 2_300, 18_800)),
    2015: (PARTIELLE, (10_070_000, 38_014, 25_484, 33_000, 9_800, 2_400, 20_500)),
    2016: (INTERPOLEE, (11_500_000, 43_000, 29_100, 36_500, 10_600, 2_550, 22_500)),
    2017: (PARTIELLE, (13_000_000, 48_500, 32_900, 40_000, 11_400, 2_700, 25_000)),
    2018: (PARTIELLE, (15_443_958, 55_354, 37_992, 44_000, 12_217, 2_850, 27_500)),
    2019: (PUBLIEE, (18_640_857, 61_886, 45_210, 48_586, 14_123, 3_004, 30_000)),
    2020: (PARTIELLE, (20_000_000, 63_837, 48_000, 50_000, 15_000, 3_281, 33_100)),
    2021: (PUBLIEE, (25_124_684, 75_194, 57_231, 58_454, 17_766, 3_576, 39_000)),
}  # fmt: skip
DERNIERE = max(SERIE)


def count_services(diviseur: int) -> int:
    return max(PETIT, SERVICES // diviseur)


def list_annees_clause(premiere: int, derniere: int, diviseur: int = 1) -> list[AnneeClause]:
    """After the last known year, the same again; nothing was published before 2014."""
    found = []
    for annee in range(max(premiere, PREMIERE), derniere + 1):
        origine, volumes = SERIE[min(annee, DERNIERE)]
        found.append(AnneeClause(annee, origine if annee <= DERNIERE else PROLONGEE, *(v // diviseur for v in volumes)))
    return found


def share_annees(annees: list[AnneeClause], combien: int, chance: Random) -> list[list[AnneeClause]]:
    """Of each service, its part of each year: small and large ones, that add up exactly as long as each has something to share."""
    tailles = [max(200, int(chance.lognormvariate(0, DISPERSION) * 1000)) for _ in range(combien)]
    found: list[list[AnneeClause]] = [[] for _ in range(combien)]
    for one in annees:
        parts = [share(volume, tailles) for volume in one.volumes]
        for rang, own in enumerate(zip(*parts, strict=True)):
            found[rang].append(_hold(AnneeClause(one.annee, one.origine, *own)))
    return found


def _hold(one: AnneeClause) -> AnneeClause:
    """Hours are of somebody, under a contract, of a market; nobody has none of these contracts."""
    if not one.heures:
        return replace(one, contrats=0, personnes=0)
    contrats = max(1, one.contrats)
    return replace(one, contrats=contrats, personnes=min(max(1, one.personnes), contrats), marches=max(1, one.marches))
