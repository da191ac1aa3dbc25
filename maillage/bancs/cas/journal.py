"""P17: the verification of the journals against SHA-256 chained alone over the same rows. Goal: at most 2 ×.

Two peers. The first reads the rows from the same base and chains them: what a developer would write in ten lines.
The second has them in memory already and only hashes: the floor that P17 counts from, without any reading. Both know
one verdict, « touched or not »; ours also proves signatures, ranks, anchors and guards, and says where.
Every contender must give the same verdicts, on the base as it is and on a copy where one row was touched.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from maillage.bancs.harnais import Cas

LIGNES = 40_000
REPETITIONS = 5


@contextmanager
def prepare(dossier: Path) -> Iterator[Mapping[str, str]]:
    """A base with a sealed journal, its altered copy, and the peers' chain over the very same rows."""
    environnement = os.environ | {"MAILLAGE_VAR": str(dossier), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    environnement.pop("DATABASE_URL", None)
    for module in (["maillage", "preparer"], ["maillage.bancs.cas.journal_ecriture"]):
        subprocess.run(  # noqa: S603  our own command
            [sys.executable, "-m", *module], env=environnement, check=True, capture_output=True
        )
    yield environnement


CAS = Cas(
    code="journal",
    titre="La vérification des journaux, signatures, rangs et ancres compris",
    but=2.0,
    concurrents={
        "Maillage": "maillage.bancs.cas.journal_maillage",
        "SHA-256 chaîné, lignes lues en base": "maillage.bancs.pairs.journal_en_base",
        "SHA-256 chaîné, lignes déjà en mémoire": "maillage.bancs.pairs.journal_en_memoire",
    },
    prepare=prepare,
    mesure=f"temps de calcul de {REPETITIONS} vérifications de {LIGNES} lignes",
)
