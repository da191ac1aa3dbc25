"""A publication, or a consolidation, killed with `kill -9` at several moments: nothing is half published, the files are the same."""

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from uuid import UUID

import pytest

from tests.bases import Base

pytestmark = pytest.mark.lent
LANCE = "tests.consolidation.publications.lance"
ETAT = "SELECT etat, fichiers, secret FROM publications_publication"
CHIFFRES = (
    "SELECT code, niveau, territoire, ventilation, modalite, valeur, base, is_masque FROM publications_chiffrepublie"
)
# The day and hour of each are in them, and in nothing else.
DATES = ("certificat.json",)


def wait_for(what, process: subprocess.Popen[str] | None = None, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "rien n’est venu à temps"
        assert process is None or process.poll() is None, "le travail était déjà fini"
        time.sleep(0.01)


def read_etat(base: Base) -> tuple[str, dict[str, str]]:
    [(etat, fichiers, _)] = base.fetch(ETAT)
    return etat, json.loads(fichiers) if isinstance(fichiers, str) else fichiers


def find_dossier(base: Base, uuid: str) -> Path:
    """Of the publication; one that does not exist before it is made."""
    return next(base.var.glob(f"**/publications/{UUID(uuid).hex}"), base.var / "absent")


def read_tout(base: Base, uuid: str) -> tuple[object, ...]:
    """All that a preparation leaves, but the day and hour it was done."""
    etat, fichiers = read_etat(base)
    certificat = json.loads((find_dossier(base, uuid) / "certificat.json").read_text())
    assert {"rapport.pdf", "cellules.csv", "tableaux.xlsx", "corps.html", "certificat.json"} <= fichiers.keys()
    return (
        etat, {nom: sha for nom, sha in fichiers.items() if nom not in DATES}, certificat | {"etabli_le": ""},
        sorted(base.fetch(CHIFFRES), key=str), base.fetch(ETAT)[0][2],
    )  # fmt: skip


def test_tuee_a_plusieurs_moments_une_preparation_donne_les_memes_fichiers(base):
    """While it adds up, masks and attacks; once the report is there; before the registers are written."""
    uuid = base.run(LANCE, "demande").strip()
    for moment in ("", "rapport.pdf", "corps.html"):
        shutil.rmtree(find_dossier(base, uuid), ignore_errors=True)
        process = base.start("maillage", "preparer-publication", uuid, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if moment:
            wait_for(lambda moment=moment: (find_dossier(base, uuid) / moment).exists(), process)
        else:
            wait_for(lambda: any(base.var.glob(f"**/.{UUID(uuid).hex}.atelier")), process)
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        assert read_etat(base) == ("preparation", {})
        assert base.fetch(CHIFFRES) == []
    base.run("maillage", "preparer-publication", uuid)
    tuee = read_tout(base, uuid)
    assert tuee[0] == "a_valider"
    assert not list(find_dossier(base, uuid).rglob(".*"))
    base.run(LANCE, "refaire", uuid)
    base.run("maillage", "preparer-publication", uuid)
    assert read_tout(base, uuid) == tuee


def test_le_travail_relance_la_preparation_tuee_sous_lui(base):
    """The worker follows another process: that one dies, twice; the third one ends."""
    [uuid] = base.run(LANCE, "demande").split()
    worker = base.start("maillage", "travailleur", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        morts: list[int] = []
        for moment in ("cellules.csv", "tableaux.xlsx"):
            wait_for(lambda: list_pids(uuid) and list_pids(uuid) != morts[-1:], worker)
            [pid] = list_pids(uuid)
            wait_for(lambda moment=moment: (find_dossier(base, uuid) / moment).exists(), worker)
            os.kill(pid, signal.SIGKILL)
            morts.append(pid)
            shutil.rmtree(find_dossier(base, uuid))
            assert read_etat(base) == ("preparation", {})
        wait_for(lambda: read_etat(base)[0] != "preparation", worker)
    finally:
        worker.send_signal(signal.SIGTERM)
        output, _ = worker.communicate(timeout=60)
    assert worker.returncode == 0, output
    etat, fichiers = read_etat(base)
    assert (etat, "rapport.pdf" in fichiers, bool(base.fetch(CHIFFRES))) == ("a_valider", True, True), output


def list_pids(uuid: str) -> list[int]:
    """The living processes that prepare this publication."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if b"preparer-publication" in words and uuid.encode() in words:
            found.append(int(path.parent.name))
    return found


@pytest.mark.un_moteur
def test_une_consolidation_tuee_pendant_la_protection_n_ecrit_rien_puis_la_meme_chose(base, tmp_path):
    base.run(LANCE, "reseau")
    command = ["maillage", "consolider", "--millesime", "2019", "--sortie"]
    sortie = tmp_path / "tuee"
    process = base.start(*command, str(sortie), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=1)
    assert process.stdout is not None
    while "Secret statistique" not in process.stdout.readline():
        assert process.poll() is None, "la protection n’a pas commencé"
    time.sleep(0.2)
    assert process.poll() is None, "la protection était déjà finie"
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert not sortie.exists()
    for nom in ("tuee", "entiere"):
        base.run(*command, str(tmp_path / nom))
    files = [
        {p.relative_to(tmp_path / nom).as_posix(): p.read_bytes() for p in (tmp_path / nom).rglob("*") if p.is_file()}
        for nom in ("tuee", "entiere")
    ]
    assert files[0].keys() == files[1].keys() >= {"cellules.csv", "rapport.pdf", "certificat.json"}
    assert {nom for nom in files[0] if files[0][nom] != files[1][nom]} <= set(DATES)
