"""On SQLite, a long job made of short steps lets everybody else write between two of them."""

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.bases import RACINE

# PostgreSQL has a writer per row: there is nothing to wait for.
pytestmark = [pytest.mark.lent, pytest.mark.un_moteur]
ETAPES, LENT = 60, 0.15


def test_qui_attend_pour_ecrire_passe_entre_deux_etapes(base):
    """Counted in steps, not in seconds: whoever asks is served before the worker has done many more."""
    base.run("tests.socle.travaux.lance", "demande", json.dumps({"n": ETAPES, "lent": LENT}))
    path = base.url.removeprefix("sqlite:///")
    command = [sys.executable, "-m", "tests.socle.travaux.lance", "travailleur", "--une-fois"]
    with (
        subprocess.Popen(command, env=base.env, cwd=RACINE) as worker,
        closing(sqlite3.connect(path, timeout=60, isolation_level=None)) as other,
    ):

        def read() -> int:
            return other.execute("SELECT progression FROM travaux_travail WHERE code = 'essai.compte'").fetchone()[0]

        while not read():
            assert worker.poll() is None
            time.sleep(0.05)
        attendus = []
        for _ in range(6):
            before = read()
            other.execute("BEGIN IMMEDIATE")
            attendus.append(read() - before)
            other.execute("COMMIT")
        assert worker.wait(timeout=120) == 0
    assert max(attendus) <= 4
    assert sum(attendus) < ETAPES
