"""Writes the facts of as many years as asked, and their deposits, in MAILLAGE_VAR."""

import os
import sys
from pathlib import Path

from maillage.bancs.cas.consolidation import list_annees
from maillage.bancs.consolidation.depots import write_depots
from maillage.bancs.consolidation.faits import write_annees

if __name__ == "__main__":
    dossier = Path(os.environ["MAILLAGE_VAR"])
    write_annees(dossier, int(sys.argv[1]))
    write_depots(dossier, list_annees(dossier))
