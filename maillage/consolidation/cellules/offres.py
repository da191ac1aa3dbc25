"""What a release shows, level by level: a declared parameter, dated; what it does not name is not published (ADR 0033)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from maillage.consolidation.cellules.arbres import AXES, EMPLOIS
from maillage.consolidation.cellules.niveaux import DEPARTEMENT, REGION
from maillage.consolidation.secret.nomenclatures import Diffusion
from maillage.indicateurs.calcul import DISPOSITIF

TOTAUX = ""  # the figures that are not broken down, how parcours end included
TOUT = frozenset({TOTAUX, *(axe for axes in AXES.values() for axe in axes), *EMPLOIS})


@dataclass(frozen=True, slots=True)
class Offre:
    """`niveaux`: the axes shown at each level below the nation, which shows them all. `gardees`: the axes of which the figures
    of each dispositif are kept secret from the other dispositifs too, though none is shown (S3)."""

    du: date
    niveaux: Mapping[str, frozenset[str]]
    source: str
    gardees: frozenset[str] = frozenset()

    def is_offert(self, niveau: str, axe: str) -> bool:
        return niveau not in {REGION, DEPARTEMENT, DISPOSITIF} or axe in self.niveaux.get(niveau, frozenset())


R68 = "protection des données, R-67 et R-68 : un dispositif n’est nommé en public qu’avec son accord écrit"
OFFRES: dict[Diffusion, tuple[Offre, ...]] = {
    Diffusion.PUBLIQUE: (Offre(date(2014, 1, 1), {REGION: TOUT}, R68, gardees=frozenset({TOTAUX})),),
    Diffusion.RESTREINTE: (
        Offre(
            date(2014, 1, 1),
            {REGION: TOUT, DEPARTEMENT: frozenset({TOTAUX}), DISPOSITIF: frozenset({TOTAUX})},
            "choix de conception : ce qui compare les dispositifs entre eux",
        ),
    ),
}  # fmt: skip


def read_offre(diffusion: Diffusion, *, on: date) -> Offre:
    begun = [offre for offre in OFFRES[diffusion] if offre.du <= on]
    return begun[-1] if begun else OFFRES[diffusion][0]
