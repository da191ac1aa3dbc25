"""The peer: Spark on this machine, with the same hand-written SQL. Its start is not counted, nor its first answer."""

import os
from pathlib import Path

from maillage.bancs.cas.consolidation import run_concurrent
from maillage.bancs.consolidation.faits import list_fichiers
from maillage.bancs.pairs.consolidation_sql import count, list_chiffres
from maillage.consolidation.faits.tables import ETAPES, PARCOURS
from maillage.indicateurs.moteurs.spark import MoteurSpark

MEDIANE = "percentile(datediff(sortie, entree), 0.5)"


def read_memoire(pid: int) -> int:
    """The most it ever held, in the unit of `ru_maxrss`."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    faits = Path(os.environ["MAILLAGE_VAR"])
    with MoteurSpark({table: list_fichiers(faits, table) for table in (PARCOURS, ETAPES)}) as moteur:
        java = moteur.session.sparkContext._gateway.proc.pid
        run_concurrent(
            lambda dossier, annees: count(moteur.execute, annees, mediane=MEDIANE), list_chiffres, serveur=java,
            read_memoire=lambda: read_memoire(java),
        )  # fmt: skip
