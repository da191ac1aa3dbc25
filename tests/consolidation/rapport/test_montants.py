"""Money as it is read, and shares that make a hundred."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.consolidation.rapport.montants import write_montant
from maillage.socle.typographie import FINE


@pytest.mark.parametrize(
    ("euros", "dit"),
    [
        (1_337_838, "1,34 M€"), (729_730, "0,73 M€"), (99_000_000, "99,0 M€"), (54_000_000, "54,0 M€"), (9_996_000, "10,0 M€"),
        (99_960_000, "100 M€"), (640_000_000, "640 M€"), (99_999, "0,10 M€"), (94_000, f"94{FINE}000 €"), (0, "0 €"),
    ],
)  # fmt: skip
def test_un_montant_garde_deux_chiffres_qui_disent_quelque_chose(euros, dit):
    """« 1 M€ » was printed of 1,34 M€ in 2019."""
    assert write_montant(Decimal(euros)) == dit.replace(" ", FINE)


@given(st.integers(100_000, 10**10))
def test_ce_qui_est_dit_est_a_un_demi_pour_cent_de_la_valeur_au_dela_d_un_million(euros):
    said = write_montant(Decimal(euros))
    read = Decimal(said.partition(FINE + "M")[0].replace(FINE, "").replace(",", ".")) * 1_000_000
    assert abs(read - euros) <= max(Decimal(euros) / 200, 5000)
