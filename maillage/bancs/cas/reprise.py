"""P9: the dry run of a take-over of 131 000 rows × 25 columns, against calamine that reads it and a bulk load. Goal: ≤ 2 ×.

The peer reads the same workbook with the same library and loads every cell, as text, into one table with the driver's
own bulk insert: what anybody pays before having checked anything. Ours reads each cell as what it must be, tells what
is wrong, compares to who is already here, and ties to what was taken over before. Both tell how many rows the file has.
The memory of ours, printed beside, is to stay under 300 MB. `MAILLAGE_BANC_LIGNES` makes it smaller.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from maillage.bancs.harnais import Cas

LIGNES = int(os.environ.get("MAILLAGE_BANC_LIGNES", "131000"))
FICHIER = "reprise.xlsx"


@contextmanager
def prepare(dossier: Path) -> Iterator[Mapping[str, str]]:
    """A base with a dispositif, and the workbook handed in."""
    environnement = os.environ | {"MAILLAGE_VAR": str(dossier), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    environnement.pop("DATABASE_URL", None)
    for module in (["maillage", "preparer"], ["maillage.bancs.cas.reprise_ecriture"]):
        subprocess.run(  # noqa: S603  our own command
            [sys.executable, "-m", *module], env=environnement, check=True, capture_output=True
        )
    yield environnement


CAS = Cas(
    code="reprise",
    titre="La reprise d’un classeur, contrôlé en entier à blanc",
    but=2.0,
    concurrents={
        "Maillage": "maillage.bancs.cas.reprise_maillage",
        "calamine, puis chargement en masse": "maillage.bancs.pairs.reprise_nue",
    },
    prepare=prepare,
    mesure=f"temps de calcul de {LIGNES} lignes de 25 colonnes",
)
