"""`maillage relire`: what it prints, and what its exit code tells."""

import csv
import io
import json
from pathlib import Path

import pytest

from maillage.cli import main
from maillage.consolidation.relecture.commandes.relire import CODE_BLOQUE

PROPRE = Path(__file__).parent / "propre.csv"


def test_l_exemple_de_2019_bloque_la_publication(capsys: pytest.CaptureFixture[str]):
    assert main(["relire", "--exemple"]) == CODE_BLOQUE
    said = capsys.readouterr().out
    assert "Bloque la publication (" in said
    assert "bloquent la publication." in said.splitlines()[-1]


def test_un_rapport_propre_peut_partir(capsys: pytest.CaptureFixture[str]):
    assert main(["relire", str(PROPRE)]) == 0
    dit = capsys.readouterr().out.splitlines()
    assert dit[1] == "Rien à redire sur ce qui a été relu."
    assert "chiffres relus, aucun texte relu. Cherchés : les blancs" in dit[0]


def test_le_texte_est_relu_avec_les_chiffres(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    texte = tmp_path / "rapport.txt"
    texte.write_text("En 2024, xx PLIE ont répondu.", encoding="utf-8")
    assert main(["relire", str(PROPRE), "--texte", str(texte)]) == CODE_BLOQUE
    assert "« xx » est resté" in capsys.readouterr().out


def test_le_json_et_le_csv_disent_les_memes_constats(capsys: pytest.CaptureFixture[str]):
    assert main(["relire", "--exemple", "--format", "json"]) == CODE_BLOQUE
    written = json.loads(capsys.readouterr().out)
    assert main(["relire", "--exemple", "--format", "csv"]) == CODE_BLOQUE
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out), delimiter=";"))
    assert written["publiable"] is False
    assert [row["phrase"] for row in rows] == [constat["phrase"] for constat in written["constats"]]


def test_une_formule_ne_part_pas_dans_le_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    fichier = tmp_path / "r.csv"
    fichier.write_text("libelle;valeur;page\nA;xx;=1+1\n", encoding="utf-8")
    assert main(["relire", str(fichier), "--format", "csv"]) == CODE_BLOQUE
    assert ";'=1+1;" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("contenu", "dits"),
    [
        ("libelle;truc\nA;1\n", ["« truc »", "« valeur »"]),
        ("libelle;valeur\nA;douze\nB;1,2,3\n", ["Ligne 2, colonne « valeur »", "Ligne 3, colonne « valeur »"]),
    ],
)
def test_un_mauvais_fichier_est_dit_faute_par_faute(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], contenu: str, dits: list[str]
):
    fichier = tmp_path / "r.csv"
    fichier.write_text(contenu, encoding="utf-8")
    assert main(["relire", str(fichier)]) == 1
    out = capsys.readouterr()
    assert out.out == ""
    assert all(dit in out.err for dit in dits)
    assert "Traceback" not in out.err


@pytest.mark.parametrize(
    ("words", "dit"),
    [
        (["/nulle/part.csv"], "introuvable"), (["."], "est un dossier"), ([], "--exemple"), (["--exemple", "x.csv"], "retirez"),
    ],
)  # fmt: skip
def test_ce_qui_ne_se_lit_pas_est_dit_en_une_phrase(capsys: pytest.CaptureFixture[str], words: list[str], dit: str):
    assert main(["relire", *words]) == 1
    assert dit in capsys.readouterr().err
