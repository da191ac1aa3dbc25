"""From the cells of each dispositif to those of its département, of its region, of the nation: sums, whatever the order."""

from collections.abc import Iterable, Mapping, Sequence
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


def list_niveaux(lieux: Mapping[str, Lieu]) -> dict[str, dict[str, str]]:
    """The levels above the dispositif, and where each dispositif counts in them."""
    return {
        FRANCE: dict.fromkeys(lieux, NATION),
        REGION: {cle: lieu.region for cle, lieu in lieux.items() if lieu.region},
        DEPARTEMENT: {cle: lieu.departement for cle, lieu in lieux.items() if lieu.departement},
    }


def add_niveaux(
    cellules: Sequence[Cellule],
    lieux: Mapping[str, Lieu],
    *,
    catalogue: Catalogue = PLIE,
    distinctes: Iterable[Cellule] = (),
) -> list[Cellule]:
    """Every level, rates included: those of a sum, never the mean of rates.

    `distinctes`: of the levels above, what no sum gives. Without them, as from deposits alone, a level does not have it.
    """
    seules = {mesure.code for mesures in catalogue.distinctes.values() for mesure in mesures}
    additives = [cellule for cellule in cellules if cellule.code not in seules]
    levels, faites = list_niveaux(lieux), list(distinctes)
    found: list[Cellule] = []
    for niveau in NIVEAUX:
        above = levels.get(niveau)
        rows: Sequence[Cellule] = cellules
        if above is not None:
            rows = add_up(additives, niveau=niveau, territoires=above)
            rows += [cellule for cellule in faites if cellule.niveau == niveau]
        found += compose(catalogue, rows)
    return found
