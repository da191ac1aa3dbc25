"""Ours with nothing left out: the deposits are counted from the facts, written, read again and added up."""

from pathlib import Path

from maillage.bancs.cas.consolidation import run_concurrent
from maillage.bancs.consolidation.depots import Tableaux, add_depots, list_cellules, write_depots
from maillage.bancs.consolidation.tableaux import list_chiffres
from maillage.indicateurs.periodes import Periode


def consolidate(dossier: Path, annees: list[Periode]) -> Tableaux:
    write_depots(dossier, annees)
    return add_depots(dossier, annees)


if __name__ == "__main__":
    run_concurrent(consolidate, lambda made: list_chiffres(list_cellules(made)))
