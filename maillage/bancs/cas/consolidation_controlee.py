"""Ours, deposit by deposit: every check of the door is made again, and cells are added one by one."""

from maillage.bancs.cas.consolidation import run_concurrent
from maillage.bancs.consolidation.depots import check_depots
from maillage.bancs.consolidation.tableaux import list_chiffres

if __name__ == "__main__":
    run_concurrent(check_depots, list_chiffres)
