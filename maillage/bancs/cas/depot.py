"""P10: a PLIE deposits its year, counted on its facts (some nine hundred people, twelve hundred étapes), checked, written once.

The goal is a budget of 0.3 s of processor, whatever was deposited before: said by ours as a part of it. The peers are what one
would do without a door: the same count put in a workbook, opened again and stored; the same count stored as it is. Neither
checks a definition, a total nor the year before, signs anything nor keeps a journal. Compared: the figures stored.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from maillage.bancs.harnais import Cas

PLEIN = "MAILLAGE_BANC_PLEIN"
ANNEES, AUTRES = 8, 117


@contextmanager
def prepare(dossier: Path) -> Iterator[Mapping[str, str]]:
    """Two installations on SQLite: ten PLIE with their facts; the same beside eight years of deposits of all the others."""
    common = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "MAILLAGE_DEMONSTRATION": "1"}
    common.pop("DATABASE_URL", None)
    for nom, annees in (("seul", 0), ("plein", ANNEES)):
        environnement = common | {"MAILLAGE_VAR": str(dossier / nom)}
        for command in (("maillage", "preparer"), ("maillage.bancs.cas.depot_travail", str(annees))):
            subprocess.run(  # noqa: S603  our own commands
                [sys.executable, "-m", *command], env=environnement, check=True, capture_output=True
            )
    yield common | {"MAILLAGE_VAR": str(dossier / "seul"), PLEIN: str(dossier / "plein")}


CAS = Cas(
    code="depot",
    titre="P10, un PLIE dépose son année : comptée, contrôlée, rangée une fois",
    but=1.0,
    concurrents={
        "Maillage": "maillage.bancs.cas.depot_maillage",
        "compté, mis en classeur, relu, rangé": "maillage.bancs.pairs.depot_classeur",
        "compté, rangé sans contrôle": "maillage.bancs.pairs.depot_nu",
    },
    prepare=prepare,
    mesure="temps de calcul de dix dépôts",
)
CROISSANCE = Cas(
    code="depot-croissance",
    titre="P10, les mêmes quand huit années de tous les PLIE sont déposées, puis quand il n’y a rien",
    but=1.15,
    concurrents={
        "Maillage": "maillage.bancs.cas.depot_plein",
        "Maillage, aucun autre dépôt": "maillage.bancs.cas.depot_maillage",
    },
    prepare=prepare,
    mesure="temps de calcul de dix dépôts",
)
