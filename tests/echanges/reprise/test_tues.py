"""An import, and its undoing, killed anywhere: pages see all of it or nothing, and it ends once."""

import json

import pytest

pytestmark = [
    pytest.mark.lent,
    pytest.mark.un_moteur,
]  # a transaction holds or not: travaux/test_mises_a_mort shows it on both
PAS = 13  # one instruction in thirteen: a prime, so that each kind of step dies at each of its places in turn


def test_un_import_ou_son_annulation_tue_n_importe_ou_ne_laisse_rien_a_moitie(base):
    report = json.loads(base.run("tests.echanges.reprise.campagne", str(PAS), timeout=500).splitlines()[-1])
    print(f"\nPoints de mise à mort : {report['points']}")
    assert report["fautes"] == []
    assert report["points"] >= 30
