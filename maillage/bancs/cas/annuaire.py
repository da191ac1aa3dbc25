"""P1's little sister: the directory's list page against a bare Django view of the same rows. Goal: at most 1.3 ×."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from maillage.bancs.harnais import Cas


@contextmanager
def prepare(dossier: Path) -> Iterator[Mapping[str, str]]:
    """A base of its own, filled as `./demarrer` fills one."""
    environnement = os.environ | {"MAILLAGE_VAR": str(dossier), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    environnement.pop("DATABASE_URL", None)
    for commande in (["preparer"], ["demo"]):
        subprocess.run(  # noqa: S603  our own command
            [sys.executable, "-m", "maillage", *commande], env=environnement, check=True, capture_output=True
        )
    yield environnement


CAS = Cas(
    code="annuaire",
    titre="La liste de l’annuaire, contrôle d’accès, filtres et cadre compris",
    but=1.3,
    concurrents={
        "Maillage": "maillage.bancs.cas.annuaire_maillage",
        "vue Django nue": "maillage.bancs.pairs.annuaire_nu",
    },
    prepare=prepare,
    mesure="temps de calcul de 60 pages",
)
