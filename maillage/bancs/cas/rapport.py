"""P15: the report of a year, from the cells that 127 dispositifs deposited to a tagged PDF, against its layout alone. Goal: at most 1.3 ×.

Ours adds the deposits up, level by level, writes every sentence and table from its cells, draws the pictures, then lays out.
The first peer is handed all that, pictures drawn: it only lays out, with the same engine. The second is WeasyPrint on the page
of the same report, pictures drawn too, asked for a tagged PDF as ours is. Not measured here: what is masked (P14).

What must be equal: every number of the report is in the text of the document, and says where it comes from.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from maillage.bancs.harnais import Cas


@contextmanager
def prepare(dossier: Path) -> Iterator[Mapping[str, str]]:
    """The cells of each dispositif, counted on facts drawn at random, the same for all."""
    environnement = os.environ | {"MAILLAGE_VAR": str(dossier), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    environnement.pop("DATABASE_URL", None)
    subprocess.run(
        [sys.executable, "-m", "maillage.bancs.cas.rapport_donnees"], env=environnement, check=True, capture_output=True
    )
    yield environnement


CAS = Cas(
    code="rapport",
    titre="P15, le rapport d’une année, des cellules déposées au PDF accessible",
    but=1.3,
    concurrents={
        "Maillage": "maillage.bancs.cas.rapport_maillage",
        "mise en page seule": "maillage.bancs.pairs.rapport_mis_en_page",
        "WeasyPrint, PDF/UA, même page": "maillage.bancs.pairs.rapport_weasyprint",
    },
    prepare=prepare,
    mesure="temps de calcul du document",
)
