"""The published figures that the fictitious services of the clause are set to.

Sources: « photographie clause 2021 » (achatpublic.info, 21 September 2023) for markets, persons, hours, buyers, structures
and facilitateurs; contribution of the network to France Travail (2022) for contracts and companies. The same text counts
« more than 81 000 » contracts, another 75 194 signed: the first is kept. Three monthly lines a contract: no text says
how many, 191 contracts a facilitateur make then the grid of about fifty lines a month that they fill.
"""

from dataclasses import dataclass
from random import Random

from maillage.clause.nomenclatures.marches import TypeDonneurOrdre
from maillage.demonstration.marches.calage import DONNEURS
from maillage.socle.repartitions import share

LIGNES_PAR_CONTRAT = 3
A_VENIR = 8  # in percent, on top: lots before their notification; the project's own
ECART = 0.75  # between small and large services: the project's own
ORDINAIRE = 2  # times the average: a service of three people, whose month has some fifty contracts
EN_ETP = 390  # of those facilitateurs: 58 454 markets, 151 for each full time (2020)


@dataclass(frozen=True, slots=True)
class CalageClause:
    """Under way in the year: `marches`, `donneurs`, `entreprises`; worked in it: the others."""

    structures: int
    facilitateurs: int
    marches: int
    entreprises: int
    donneurs: int
    personnes: int
    contrats: int
    heures: int

    @property
    def lignes(self) -> int:
        return self.contrats * LIGNES_PAR_CONTRAT


FRANCE_2021 = CalageClause(
    structures=369, facilitateurs=583, marches=58_454, entreprises=17_766, donneurs=3_576, personnes=57_231,
    contrats=81_000, heures=25_124_684,
)  # fmt: skip


def make_calage_clause(diviseur: int = 1) -> CalageClause:
    """The country, or one part in `diviseur` of it; at least two services, so that there is something to add up."""
    of = FRANCE_2021
    return CalageClause(
        max(2, of.structures // diviseur), max(2, of.facilitateurs // diviseur), of.marches // diviseur,
        of.entreprises // diviseur, max(2, of.donneurs // diviseur), of.personnes // diviseur, of.contrats // diviseur,
        of.heures // diviseur,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ServiceFictif:
    """`rang` 1 types some fifty contracts a month, 2 is the largest: both have accounts to sign in with."""

    rang: int
    facilitateurs: int
    marches: int
    a_venir: int
    entreprises: int
    donneurs: tuple[TypeDonneurOrdre, ...]
    personnes: int
    contrats: int
    lignes: int
    heures: int


def list_services(calage: CalageClause, chance: Random) -> list[ServiceFictif]:
    """Small and large ones; the whole adds up exactly."""
    tailles = sorted(
        (max(120, int(chance.lognormvariate(0, ECART) * 1000)) for _ in range(calage.structures)), reverse=True
    )
    ordinaire = sum(tailles) / len(tailles) * ORDINAIRE
    premier = min(tailles, key=lambda taille: abs(taille - ordinaire))
    tailles.remove(premier)
    tailles.insert(0, premier)
    parts = [
        share(total, tailles)
        for total in (calage.marches, calage.marches * A_VENIR // 100, calage.personnes, calage.contrats, calage.lignes,
                      calage.heures)
    ]  # fmt: skip
    facilitateurs, entreprises, donneurs = (
        [1 + part for part in share(max(0, total - calage.structures), tailles)]
        for total in (calage.facilitateurs, calage.entreprises, calage.donneurs)
    )
    types = [
        type for type, n in zip(DONNEURS, share(sum(donneurs), list(DONNEURS.values())), strict=True) for _ in range(n)
    ]
    chance.shuffle(types)
    found, start = [], 0
    for rang, (marches, a_venir, personnes, contrats, lignes, heures) in enumerate(zip(*parts, strict=True), 1):
        acheteurs = types[start : start + donneurs[rang - 1]]
        start += len(acheteurs)
        found.append(
            ServiceFictif(
                rang, facilitateurs[rang - 1], marches, a_venir, entreprises[rang - 1], tuple(acheteurs), personnes, contrats,
                lignes, heures,
            )
        )  # fmt: skip
    return found
