"""Workers killed with `kill -9`, databases stopped under them: nothing is lost, nothing is done twice (R3)."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.bases import Base, execute, migrate
from tests.postgres import APPLICATION, PROPRIETAIRE, run_grappe

pytestmark = pytest.mark.lent
LANCE = "tests.socle.travaux.lance"
ETAT = "SELECT etat FROM travaux_travail WHERE code = 'essai.compte' ORDER BY id"
EFFETS = "SELECT details FROM journal_evenement WHERE type = 'essai.effet' ORDER BY id"


def list_effets(base: Base) -> list[int]:
    rows = [row[0] for row in base.fetch(EFFETS)]
    return sorted((json.loads(details) if isinstance(details, str) else details)["numero"] for details in rows)


def start_worker(base: Base, *more: str) -> subprocess.Popen[str]:
    return base.start(LANCE, "travailleur", "--bail", "1", *more, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def wait_for(what, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "rien n’est venu à temps"
        time.sleep(0.05)


def test_tue_a_chaque_instruction_un_travail_se_fait_une_fois(base):
    report = json.loads(base.run("tests.socle.travaux.campagne", timeout=400).splitlines()[-1])
    print(f"\nPoints de mise à mort : {report['points']}")
    assert report["fautes"] == []
    assert report["points"] >= 30


def test_le_vrai_travailleur_tue_a_chaque_etape_reprend_ou_il_en_etait(base, tmp_path: Path):
    temoin = tmp_path / "temoin"
    base.run(LANCE, "demande", json.dumps({"n": 2, "temoin": str(temoin)}))
    for point in ("avant 1", "apres 1", "avant 2", "apres 2"):
        temoin.with_suffix(".arret").write_text(point)
        worker = start_worker(base)
        wait_for(lambda point=point: temoin.exists() and temoin.read_text().endswith(point + "\n"))
        worker.kill()
        worker.communicate()
        temoin.write_text("")
        time.sleep(1)
    temoin.with_suffix(".arret").unlink()
    base.run(LANCE, "travailleur", "--une-fois", "--bail", "1")
    assert base.fetch(ETAT) == [("fini",)]
    assert list_effets(base) == [1, 2]


def test_deux_travailleurs_se_partagent_les_travaux_sans_doublon(base):
    base.run(LANCE, "demande", *[json.dumps({"n": 15})] * 3)
    workers = [start_worker(base, "--une-fois") for _ in range(2)]
    for worker in workers:
        assert worker.wait(timeout=60) == 0, worker.communicate()
        worker.communicate()
    assert base.fetch(ETAT) == [("fini",)] * 3
    assert list_effets(base) == sorted(list(range(1, 16)) * 3)


def test_sigterm_acheve_l_etape_et_rend_le_travail(base, tmp_path: Path):
    temoin = tmp_path / "temoin"
    base.run(LANCE, "demande", json.dumps({"n": 100_000, "temoin": str(temoin)}))
    worker = start_worker(base)
    wait_for(lambda: temoin.exists() and "apres 3" in temoin.read_text())
    worker.send_signal(signal.SIGTERM)
    output, _ = worker.communicate(timeout=30)
    assert worker.returncode == 0, output
    assert "Travailleur arrêté." in output
    assert base.fetch(ETAT) == [("attente",)]
    effets = list_effets(base)
    assert effets == list(range(1, len(effets) + 1))


@pytest.mark.postgres
def test_postgresql_arrete_en_plein_travail_ne_perd_ni_ne_double_rien(tmp_path: Path):
    """The worker says so once, waits, and goes on by itself when the base is back."""
    with run_grappe() as grappe:
        execute(grappe.port, "CREATE DATABASE essai")
        address = f"127.0.0.1:{grappe.port}/essai"
        migrate(f"postgresql://{PROPRIETAIRE}@{address}", tmp_path)
        base = Base(f"postgresql://{APPLICATION}@{address}", tmp_path)
        temoin = tmp_path / "temoin"
        base.run(LANCE, "demande", *[json.dumps({"n": 400, "temoin": str(temoin)})] * 2)
        worker = start_worker(base)
        for _ in range(2):
            wait_for(temoin.exists)
            seen = len(temoin.read_text().splitlines())
            wait_for(lambda seen=seen: len(temoin.read_text().splitlines()) > seen + 100)
            grappe.stop()
            time.sleep(2)
            grappe.start()
        wait_for(lambda: base.fetch(ETAT) == [("fini",)] * 2, 90)
        effets = list_effets(base)
        worker.send_signal(signal.SIGTERM)
        output, _ = worker.communicate(timeout=30)
    assert worker.returncode == 0, output
    assert effets == sorted([*range(1, 401)] * 2)
    assert output.count("La base ne répond plus") == 2
    assert output.count("La base répond de nouveau") == 2
    assert "Traceback" not in output


def test_une_base_absente_se_dit_en_une_phrase(base, tmp_path: Path):
    """A worker that must drain and stop does not wait for a base that is away."""
    away = Base("postgresql://personne@127.0.0.1:1/nulle-part", tmp_path)
    worker = start_worker(away, "--une-fois")
    output, _ = worker.communicate(timeout=60)
    assert worker.returncode == 1
    assert "PostgreSQL ne répond pas" in output
    assert "Traceback" not in output
