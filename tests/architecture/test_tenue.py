"""What every file of the project keeps to."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from maillage.socle.classement import list_non_classes
from tests.architecture.arbre import RACINE, list_python, list_suivis, parse, short

LONGUEURS = (("maillage", 300), ("config", 300), ("outils", 300), ("tests", 600))
LONGS: dict[str, str] = {}  # path: why it is better long
PARLENT = {"maillage/socle/console.py", "maillage/cli.py"}  # the two places that write to the terminal
BORNES = {  # text columns with a length, and why
    "comptes.Compte.password": "Django's own",
    "reseau.Dispositif.slug": "part of an address",
}
CASCADES: dict[str, str] = {  # foreign keys that do not protect, and why
    "participants.CleIdentite.personne": "a key is nothing without the person it finds",
    "clause.AccesDonneur.contact": "a link is nothing without whoever holds it",
}
TEXTES = {
    ".py",
    ".md",
    ".toml",
    ".lock",
    ".html",
    ".css",
    ".js",
    ".txt",
    ".json",
    ".csv",
    ".typ",
    ".yml",
    ".yaml",
    ".sh",
    "",
}
# Written in pieces so that this very file does not contain them.
LIEUX = re.compile(
    "|".join(
        (
            "/".join(("", "work", "(main|shared|venv|w)")) + r"\b",
            "/".join(("", "opt", "(pypi|wheels)")),
            "/".join(("", "root", "")),
            "files\\.python" + "hosted",
            "https?://" + r"[^\s\"']*(pypi\.|registry\.|mirror\.|artifactory|nexus)",
            "--" + r"(extra-)?index-url\b",
        )
    )
)
ICI = [m for m in apps.get_models() if m.__module__.startswith("maillage.")]


@pytest.mark.parametrize(("dossier", "limite"), LONGUEURS)
def test_no_file_is_too_long_to_be_read_in_one_sitting(dossier: str, limite: int):
    too_long = {
        short(path): lines
        for path in list_python(dossier)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > limite and short(path) not in LONGS
    }
    assert not too_long, f"Plus de {limite} lignes : coupez par intention, ou dites pourquoi dans LONGS. {too_long}"


def test_nothing_prints_outside_the_console():
    found = [
        f"{short(path)}:{node.lineno}"
        for path in list_python("maillage", "config")
        if short(path) not in PARLENT
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not found, f"Employez maillage.socle.console.say, ou les journaux techniques : {found}"


def test_no_tracked_file_names_a_registry_or_a_place_of_this_machine():
    found = [
        f"{short(path)} : « {match.group()} »"
        for path in list_suivis()
        if path.suffix in TEXTES and (match := LIEUX.search(_read(path)))
    ]
    assert not found, "\n".join(found)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="ignore")


def test_text_columns_have_no_length():
    bounded = [
        f"{m._meta.label}.{field.name}"
        for m in ICI
        for field in m._meta.local_concrete_fields
        if isinstance(field, models.CharField) and not isinstance(field, models.EmailField)
    ]
    assert set(bounded) <= set(BORNES), f"TextField, et la longueur dans le formulaire : {set(bounded) - set(BORNES)}"


def test_foreign_keys_protect_what_they_point_to():
    loose = [
        f"{m._meta.label}.{field.name}"
        for m in ICI
        for field in m._meta.local_concrete_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT
    ]
    assert set(loose) <= set(CASCADES), f"on_delete=PROTECT, ou la raison dans CASCADES : {set(loose) - set(CASCADES)}"


def test_migrations_of_each_application_are_one_line():
    loader = MigrationLoader(None)
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("maillage.")}
    for label in sorted(ours & {label for label, _ in loader.graph.nodes}):
        leaves = loader.graph.leaf_nodes(label)
        assert len(leaves) == 1, f"Deux migrations finissent « {label} » : {leaves}. Refaites la dernière."
        numbers = sorted(name[:4] for app, name in loader.graph.nodes if app == label)
        assert numbers == [f"{rang:04d}" for rang in range(1, len(numbers) + 1)], f"{label} : {numbers}"


def test_r06_every_stored_field_is_classified():
    unclassified = list_non_classes()
    assert not unclassified, (
        "Ces champs ne disent ni leur catégorie, ni leur finalité, ni leur durée : complétez DONNEES dans leur modèle "
        "(maillage/socle/classement.py), ou maillage/comptes/donnees.py pour un autre paquet.\n  "
        + "\n  ".join(unclassified)
    )


def test_every_rule_of_data_protection_named_in_the_code_has_a_test_bearing_its_number():
    named: dict[str, str] = {}
    for path in list_python("maillage"):
        for numero in re.findall(r"\bR-(\d\d)\b", _read(path)):
            named.setdefault(numero, short(path))
    tested = {
        numero
        for path in (RACINE / "tests").rglob("test_*.py")
        for numero in re.findall(r"def test_r(\d\d)_", _read(path))
    }
    missing = {f"R-{numero} ({where})" for numero, where in named.items() if numero not in tested}
    assert not missing, f"Écrivez leurs tests, nommés test_rNN_… : {', '.join(sorted(missing))}"
