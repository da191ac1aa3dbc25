"""Ours: the catalogue compiled, run by DuckDB over the facts, then added up."""

from pathlib import Path

from maillage.bancs.cas.consolidation import run_concurrent
from maillage.bancs.consolidation.depots import count_faits
from maillage.bancs.consolidation.faits import DISPOSITIFS
from maillage.bancs.consolidation.tableaux import add_france, list_chiffres
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.periodes import Periode


def consolidate(dossier: Path, annees: list[Periode]) -> list[Cellule]:
    found = count_faits(dossier, annees)
    return found + add_france(found, DISPOSITIFS)


if __name__ == "__main__":
    run_concurrent(consolidate, list_chiffres)
