"""The words that a value allows."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.consolidation.rapport.mots import FRACTIONS, choose_de_plus, choose_fraction, choose_pluriel

VALEURS: dict[str, int | Decimal] = {
    "un sur dix": 10, "un sur cinq": 20, "un quart": 25, "un tiers": Decimal(100) / 3, "moitié": 50,
    "deux tiers": Decimal(200) / 3, "trois quarts": 75, "quatre sur cinq": 80, "neuf sur dix": 90,
}  # fmt: skip


def test_66_pour_cent_ne_sont_pas_la_moitie():
    assert choose_fraction(Decimal(66)) == "environ deux tiers"
    assert "moitié" not in choose_fraction(Decimal(60))


@given(part=st.decimals(min_value=0, max_value=100, places=2))
def test_une_fraction_dite_est_a_moins_de_cinq_points_de_la_valeur(part):
    said = choose_fraction(part)
    if said:
        nearest = next(Decimal(value) for words, value in VALEURS.items() if said.endswith(words))
        assert abs(part - nearest) <= 5
        assert nearest == min((Decimal(value) for value in VALEURS.values()), key=lambda value: abs(value - part))


@pytest.mark.parametrize(("part", "dit"), [("46", "un peu moins"), ("50", "environ"), ("54", "un peu plus")])
def test_de_quel_cote_de_la_moitie(part, dit):
    assert choose_fraction(Decimal(part)).startswith(dit)


def test_ce_qu_on_ne_sait_pas_n_a_pas_de_fraction():
    assert choose_fraction(None) == ""


def test_deux_fractions_ne_se_disputent_pas_une_valeur():
    bounds = sorted((low, high) for low, high, _ in FRACTIONS)
    assert all(high < low for (_, high), (low, _) in pairwise(bounds))


def test_de_plus_de_moins_et_le_pluriel_a_deux():
    assert (choose_de_plus(Decimal(1)), choose_de_plus(Decimal(-1))) == ("de plus", "de moins")
    assert [choose_pluriel(Decimal(n), "point", "points") for n in (0, 1, 2, -3)] == [
        "point",
        "point",
        "points",
        "points",
    ]
