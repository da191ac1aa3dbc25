"""A rule of domaine 05 that the code says it applies (R-xx) has a test that bears its number."""

import ast
import re
from collections import defaultdict

from tests.architecture.arbre import list_python, list_suivis, parse, short

# What the code says of itself: modules, templates, documents.
TEXTES = {".py", ".html", ".typ"}
CITEE = re.compile(r"\bR-(\d{2})\b")
NOMMEE = re.compile(r"(?<![a-z])r(\d{2})(?![a-z0-9])")


def list_citees() -> dict[str, list[str]]:
    """Rule → the files of the product that cite it."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in list_suivis():
        if path.suffix in TEXTES and short(path).startswith("maillage/"):
            for numero in sorted(set(CITEE.findall(path.read_text(encoding="utf-8")))):
                found[numero].append(short(path))
    return found


def list_eprouvees() -> dict[str, list[str]]:
    """Rule → the tests that bear its number, in their name (`test_r14_…`) or in their own docstring (« R-14 »)."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in list_python("tests"):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for numero in read_numeros(node):
                    found[numero].append(f"{short(path)}::{node.name}")
    return found


def read_numeros(test: ast.FunctionDef) -> set[str]:
    """A module's docstring does not count: it says what a file is about, not which test would fall."""
    return {*NOMMEE.findall(test.name), *CITEE.findall(ast.get_docstring(test) or "")}


def test_every_rule_cited_by_the_code_has_a_test_bearing_its_number():
    eprouvees = list_eprouvees()
    bare = {f"R-{n}": files for n, files in sorted(list_citees().items()) if n not in eprouvees}
    assert not bare, (
        "Ces règles sont citées par le code, et aucun test ne porte leur numéro (test_rNN_… ou « R-NN » dans sa "
        f"docstring) : {bare}"
    )


def test_the_search_sees_rules_and_tells_numbers_apart():
    """Without this, a pattern that matches nothing would make the test above always true."""
    assert {"06", "14", "32", "45"} <= set(list_citees())
    module = ast.parse('def test_r14_un_debit():\n    """As R-33 asks."""\ndef test_par14_r140_der14(): ...')
    first, second = module.body
    assert isinstance(first, ast.FunctionDef)
    assert isinstance(second, ast.FunctionDef)
    assert read_numeros(first) == {"14", "33"}
    assert read_numeros(second) == set()
