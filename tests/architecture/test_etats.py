"""The diagram of the states is the one the code obeys."""

import runpy
from types import SimpleNamespace

import pytest

from maillage.parcours.nomenclatures.etats import LIBELLES_ORIENTATION, EtatOrientation
from maillage.parcours.rules.etats import ORIENTATIONS
from tests.architecture.arbre import RACINE

etats = SimpleNamespace(**runpy.run_path(str(RACINE / "outils" / "etats.py")))  # a script: it is in no package


def test_the_diagram_of_the_docs_is_drawn_from_the_tables_of_the_code():
    written = etats.DESTINATION.read_text(encoding="utf-8")
    assert written == etats.write(), "docs/etats.md n’est plus à jour : lancez « python outils/etats.py »."


def test_every_transition_is_both_drawn_and_told_in_words():
    lines = etats.write().splitlines()
    for _, _, table, libelles in etats.TABLES:
        for etat, suites in table.items():
            for vers, passage in suites.items():
                nom = f"{getattr(passage, 'code', '')} {passage.libelle}".strip()
                assert f"    {etat.value} --> {vers.value} : {nom}" in lines
                assert f"| {libelles[etat]} | {nom} | {libelles[vers]} |" in lines


def test_a_state_without_a_row_is_not_forgotten():
    partial = {etat: suites for etat, suites in ORIENTATIONS.items() if etat is not EtatOrientation.AGREEE}
    with pytest.raises(ValueError, match="agreee"):
        etats.write([("Une orientation", "", partial, LIBELLES_ORIENTATION)])
