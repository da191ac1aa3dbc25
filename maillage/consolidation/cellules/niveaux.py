"""From the cells of each dispositif to those of its département, of its region, of the nation: sums, whatever the order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maillage.consolidation.catalogue.plie import PLIE
from maillage.indicateurs.calcul import DISPOSITIF, FRANCE, compose
from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.cellules import Cellule, add_up

REGION, DEPARTEMENT = "region", "departement"
NATION = "FR"
NIVEAUX = (FRANCE, REGION, DEPARTEMENT, DISPOSITIF)  # as they are printed


@dataclass(frozen=True, slots=True)
class Lieu:
    """Where a dispositif stands: codes, empty when nobody said. It counts in the nation all the same."""

    departement: str = ""
    region: str = ""


def add_niveaux(
    cellules: Sequence[Cellule], lieux: Mapping[str, Lieu], *, catalogue: Catalogue = PLIE
) -> list[Cellule]:
    """Every level, rates included: those of a sum, never the mean of rates."""
    levels: dict[str, dict[str, str]] = {
        FRANCE: dict.fromkeys(lieux, NATION),
        REGION: {cle: lieu.region for cle, lieu in lieux.items() if lieu.region},
        DEPARTEMENT: {cle: lieu.departement for cle, lieu in lieux.items() if lieu.departement},
    }
    found: list[Cellule] = []
    for niveau in NIVEAUX:
        above = levels.get(niveau)
        rows = cellules if above is None else add_up(cellules, niveau=niveau, territoires=above)
        found += compose(catalogue, rows)
    return found
