"""What everybody does: everything is counted again from the facts. Only the corrected year is compared."""

from maillage.bancs.cas.consolidation import run_concurrent
from maillage.bancs.cas.consolidation_faits import consolidate
from maillage.bancs.consolidation.tableaux import Chiffre, list_chiffres
from maillage.indicateurs.cellules import Cellule


def tell(made: list[Cellule]) -> list[Chiffre]:
    last = max(cellule.periode for cellule in made)
    return list_chiffres(cellule for cellule in made if cellule.periode == last)


if __name__ == "__main__":
    run_concurrent(consolidate, tell)
