"""An event that nobody declared would be unreadable in the history."""

import ast

from maillage.socle.journal.nomenclatures import PHRASES, write_phrase
from tests.architecture.arbre import list_python, parse, short


def test_every_type_of_entry_written_in_the_code_has_its_french_phrase():
    undeclared = {}
    for path in list_python("maillage"):
        for node in ast.walk(parse(path)):
            if not isinstance(node, ast.Call) or _name(node) not in {"write", "record_acces"}:
                continue
            for keyword in node.keywords:
                if keyword.arg in {"event", "type"} and isinstance(keyword.value, ast.Constant):
                    code = str(keyword.value.value)
                    if code not in PHRASES:
                        undeclared[code] = f"{short(path)}:{node.lineno}"
    assert not undeclared, (
        "Ces types d’entrées du journal n’ont pas de phrase : ajoutez-les dans <paquet>/evenements.py, ainsi :\n"
        + "\n".join(f'    declare_types({{"{code}": "a fait…"}})   # {where}' for code, where in undeclared.items())
    )


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_a_phrase_cites_the_details_and_forgives_a_missing_one():
    PHRASES["essai.phrase"] = "a donné le rôle « {role} » à {qui}"
    try:
        assert write_phrase("essai.phrase", {"role": ["a", "b"]}) == "a donné le rôle « a, b » à …"
    finally:
        del PHRASES["essai.phrase"]
    assert write_phrase("jamais.vu", {}) == "a agi (jamais.vu)"
