"""The door of the `maillage` command: French everywhere, one sentence when it cannot."""

import os
import re
import subprocess
import sys

import pytest

from maillage.cli import COMMANDES, load
from maillage.socle.console import translate


def run_maillage(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "maillage", *words],
        capture_output=True,
        text=True,
        env=os.environ | env,
        check=False,
    )


def test_l_aide_nomme_chaque_commande():
    done = run_maillage("--help")
    assert done.returncode == 0
    assert done.stdout.startswith("usage : maillage")
    for name in COMMANDES:
        if load(name):
            assert re.search(rf"^\s+{name}\b", done.stdout, re.M), name


def test_help_answers_without_loading_django():
    program = "import sys; from maillage.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\nprint('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("False\n")


@pytest.mark.parametrize("name", [name for name in COMMANDES if load(name)])
def test_chaque_commande_s_explique_en_francais(name: str, capsys: pytest.CaptureFixture[str]):
    from maillage.cli import main

    with pytest.raises(SystemExit) as end:
        main([name, "--help"])
    assert end.value.code == 0
    text = capsys.readouterr().out
    assert text.startswith(f"usage : maillage {name}")
    assert "affiche cette aide" in text
    assert not re.search(r"\b(usage:|optional|positional|show this|default:|exit)\b", text)


@pytest.mark.parametrize("name", [name for name in COMMANDES if load(name)])
def test_a_command_module_keeps_the_contract(name: str):
    module = load(name)
    assert module is not None
    assert name == module.NOM
    assert module.AIDE[0].islower()
    assert not module.AIDE.endswith(".")
    assert callable(module.add_arguments)
    assert callable(module.run)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["serveur", "--port", "abc"], "--port : 'abc' n’est pas un nombre entier"),
        (["serveur", "--port"], "--port : attend une valeur"),
        (["serveur", "--inconnu"], "arguments inconnus : --inconnu"),
        (["inconnue"], "n’est pas un choix possible"),
    ],
)
def test_une_ligne_mal_tapee_est_expliquee_en_francais(words: list[str], sentence: str):
    done = run_maillage(*words)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_un_echec_dit_une_phrase_et_la_trace_se_demande():
    wrong = {"DATABASE_URL": "mysql://x@y/z"}
    plain = run_maillage("migrer", **wrong)
    assert plain.returncode == 1
    assert plain.stderr.startswith("maillage migrer : DATABASE_URL désigne un moteur que Maillage ne connaît pas")
    assert len(plain.stderr.splitlines()) == 1
    assert "Traceback" in run_maillage("migrer", "--trace", **wrong).stderr


def test_unknown_complaints_of_argparse_pass_through():
    assert translate("something new") == "something new"
