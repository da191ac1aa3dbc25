"""A file of annonces whose loading is killed anywhere: pages see all of it or nothing, and it ends once."""

import json

import pytest

pytestmark = [
    pytest.mark.lent,
    pytest.mark.un_moteur,
]  # a transaction holds or not: travaux/test_mises_a_mort shows it on both
PAS = 7  # one instruction in seven: a prime, so that each kind of step dies at each of its places in turn


def test_un_versement_tue_ne_laisse_rien_a_moitie(base):
    report = json.loads(base.run("tests.echanges.reperage.campagne", str(PAS), timeout=500).splitlines()[-1])
    print(f"\nPoints de mise à mort : {report['points']}")
    assert report["fautes"] == []
    assert report["points"] >= 8
