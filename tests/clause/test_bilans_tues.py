"""The bilans of a year killed anywhere: each is frozen once, and the ZIP has them all, on both engines."""

import json

import pytest

pytestmark = pytest.mark.lent
PAS = 17  # one instruction in seventeen: a prime, so that each kind of step dies at several of its places


def test_les_bilans_d_une_annee_tues_n_importe_ou_sont_figes_une_fois_et_tous_dans_le_zip(base):
    report = json.loads(base.run("tests.clause.campagne_bilans", str(PAS), timeout=900).splitlines()[-1])
    print(f"\nPoints de mise à mort : {report['points']}")
    assert report["fautes"] == []
    assert report["points"] >= 7
