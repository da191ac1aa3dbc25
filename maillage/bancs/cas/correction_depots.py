"""Ours without its memory: every deposit of every year is read and added up again."""

from maillage.bancs.cas.consolidation import run_concurrent
from maillage.bancs.consolidation.depots import add_depots, list_cellules
from maillage.bancs.consolidation.tableaux import list_chiffres

if __name__ == "__main__":
    run_concurrent(add_depots, lambda made: list_chiffres(c for c in list_cellules(made) if c.periode == max(made)))
