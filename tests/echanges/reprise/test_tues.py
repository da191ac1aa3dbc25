"""An import, and its undoing, killed anywhere: pages see all of it or nothing, and it ends once, on both engines."""

import json

import pytest

pytestmark = pytest.mark.lent


def test_un_import_ou_son_annulation_tue_a_chaque_instruction_ne_laisse_rien_a_moitie(base):
    report = json.loads(base.run("tests.echanges.reprise.campagne", timeout=2400).splitlines()[-1])
    print(f"\nPoints de mise à mort : {report['points']}")
    assert report["fautes"] == []
    assert report["points"] >= 200
