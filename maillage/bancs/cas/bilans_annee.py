"""P8, as the service lives it: the bilans of a whole year asked for once, counted, frozen, printed and put in one ZIP.

A worker carries the job. Twice: let go to its end, and killed in the middle (SIGKILL) then taken over by another when its
lease runs out. Both must give the same bilans, each frozen once, all in the ZIP. Goal: being killed costs at most a tenth
more. The memory is that of the heaviest worker, to stay under what P8 says. `MAILLAGE_BANC_BILANS` says how many.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from maillage.bancs.cas.bilans import BILANS
from maillage.bancs.harnais import Cas

ANNEE = 2025


@contextmanager
def prepare(dossier: Path) -> Iterator[Mapping[str, str]]:
    """A service with as many lots, eight people on each, a year of hours."""
    environnement = os.environ | {
        "MAILLAGE_VAR": str(dossier), "DJANGO_SETTINGS_MODULE": "config.settings.dev", "MAILLAGE_DEMONSTRATION": "1",
    }  # fmt: skip
    environnement.pop("DATABASE_URL", None)
    for module in (["maillage", "preparer"], ["maillage.bancs.cas.bilans_annee_ecriture"]):
        subprocess.run(  # noqa: S603  our own command
            [sys.executable, "-m", *module], env=environnement, check=True, capture_output=True
        )
    yield environnement


CAS = Cas(
    code="bilans-annee",
    titre="Les bilans d’une année, le travail entier",
    but=1.1,
    concurrents={
        "Maillage, tué au milieu puis repris": "maillage.bancs.cas.bilans_annee_tues",
        "Maillage, d’une traite": "maillage.bancs.cas.bilans_annee_d_une_traite",
    },
    prepare=prepare,
    mesure=f"temps de calcul de {BILANS} bilans comptés, figés et imprimés",
)
