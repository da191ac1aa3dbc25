"""The published figures, as they are written."""

from dataclasses import replace

import pytest

from maillage.portail import chiffres


@pytest.mark.parametrize(
    ("date", "moment"), [("2005", "2005"), ("2023-02", "février 2023"), ("2012-08-01", "01/08/2012")]
)
def test_une_date_est_ecrite_en_francais_aussi_precise_que_le_document(date, moment):
    assert replace(chiffres.read_jalons()[0], date=date).moment == moment
