"""The making of an archive killed anywhere: it ends once, whole."""

import json

import pytest

pytestmark = [
    pytest.mark.lent,
    pytest.mark.un_moteur,
]  # a transaction holds or not: travaux/test_mises_a_mort shows it on both
PAS = 13  # one point in thirteen: what a table asks of the database, the next asks too


def test_une_archive_tuee_a_chaque_etape_se_termine_entiere(base):
    report = json.loads(base.run("tests.echanges.restitution.campagne", str(PAS), timeout=500).splitlines()[-1])
    print(f"\nPoints de mise à mort : {report['points']}")
    assert report["fautes"] == []
    assert report["points"] >= 12
