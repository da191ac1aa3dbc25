"""Imports point down only (ADR 0001), and what is pure stays pure."""

import ast
from pathlib import Path

import pytest

from tests.architecture.arbre import list_imports, list_python, parse, short

# Top to bottom. The tools that build, fill or measure an installation stand above the domains.
ORDRE = (
    "__main__", "cli", "bancs", "demonstration", "exploitation", "portail", "consolidation", "echanges", "fse", "clause",
    "entreprises", "parcours", "participants", "ingenierie", "comptes", "reseau", "territoire", "indicateurs", "socle",
)  # fmt: skip
# (importing module, imported package): why the arrow goes up there.
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("maillage.exploitation.commandes.demarrer", "cli"): "it starts other commands by their names",
}
PURS = ("rules", "nomenclatures", "dates", "parametres", "refus", "repartitions", "roles", "typographie")
HORLOGE = {"now", "today", "localdate", "localtime", "utcnow"}
# Declarations of measures and the arithmetic of their cells: rules may count with them.
CALCULS = ("maillage.indicateurs.", "maillage.consolidation.catalogue.", "maillage.consolidation.cellules.niveaux")
ENGINES = ("maillage.indicateurs.moteurs", "maillage.indicateurs.ecriture")
MODULES = list_python("maillage")
MODULES_PURS = [path for path in MODULES if set(PURS) & {path.stem, path.parent.name}]


def package(name: str) -> str:
    """`maillage.socle.journal.models` → `socle`; empty for what is not ours or is the root itself."""
    parts = name.split(".")
    return parts[1] if parts[0] == "maillage" and len(parts) > 1 else ""


def name_module(path: Path) -> str:
    return short(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_imports_point_down_only(path: Path):
    module = short(path).removesuffix(".py").replace("/", ".")
    mine = package(module)
    if not mine or mine == "__init__":
        return
    assert mine in ORDRE, f"« {mine} » est un nouveau paquet : donnez-lui sa place dans ORDRE et dans l’ADR 0001."
    upward = {
        name
        for name in list_imports(path)
        if package(name) in ORDRE
        and ORDRE.index(package(name)) < ORDRE.index(mine)
        and (module, package(name)) not in EXCEPTIONS
    }
    assert not upward, f"{module} est plus bas que ce qu’il importe : {', '.join(sorted(upward))}."


def is_calcul(name: str) -> bool:
    return f"{name}.".startswith(CALCULS) and not name.startswith(ENGINES)


@pytest.mark.parametrize("path", [p for p in MODULES if is_calcul(name_module(p))], ids=short)
def test_what_rules_count_with_knows_neither_django_nor_the_database(path: Path):
    forbidden = {
        n for n in list_imports(path) if n.split(".")[0] in {"django", "sqlite3", "psycopg", "duckdb", "pyspark"}
    }
    assert not forbidden, "Ce que les règles comptent ne connaît ni Django, ni une base."


@pytest.mark.parametrize("path", MODULES_PURS, ids=short)
def test_rules_and_nomenclatures_know_neither_django_nor_the_clock_nor_the_database(path: Path):
    forbidden = {n for n in list_imports(path) if n.split(".")[0] in {"django", "sqlite3", "psycopg", "os", "time"}}
    ours = {
        n
        for n in list_imports(path)
        if n.startswith("maillage.") and not set(PURS) & set(n.split(".")) and not is_calcul(n)
    }
    calls = {
        ast.unparse(node)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in HORLOGE
    }
    assert not forbidden | ours | calls, "Une règle est pure : passez-lui ces valeurs en argument."
