"""An import of zonings killed anywhere: readers see all of it or nothing, and it ends once."""

import json

import pytest

pytestmark = [
    pytest.mark.lent,
    pytest.mark.un_moteur,
]  # a transaction holds or not: travaux/test_mises_a_mort shows it on both


def test_un_import_tue_a_chaque_instruction_ne_laisse_rien_a_moitie(base):
    report = json.loads(base.run("tests.territoire.campagne", timeout=500).splitlines()[-1])
    print(f"\nPoints de mise à mort : {report['points']}")
    assert report["fautes"] == []
    assert report["points"] >= 60
