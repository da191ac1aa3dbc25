"""Ours: each deposit is read, its fingerprint checked, and added to the nation."""

from maillage.bancs.cas.consolidation import run_concurrent
from maillage.bancs.consolidation.depots import add_depots, list_cellules
from maillage.bancs.consolidation.tableaux import list_chiffres

if __name__ == "__main__":
    run_concurrent(add_depots, lambda made: list_chiffres(list_cellules(made)))
