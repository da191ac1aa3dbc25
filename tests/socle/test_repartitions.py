"""Parts of a whole: they always add up to it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.socle.repartitions import share, share_decimal

poids = st.lists(st.integers(0, 1000), min_size=1, max_size=9).filter(any)


@pytest.mark.parametrize(("total", "parts"), [(10, [5, 3, 2]), (0, [0, 0, 0]), (7, [4, 2, 1])])
def test_les_parts_sont_entieres(total, parts):
    assert share(total, [5, 3, 2]) == parts


@given(st.integers(0, 1_000_000), poids)
def test_les_parts_font_le_tout_et_sont_a_moins_d_une_unite_de_la_proportion(total, poids):
    parts = share(total, poids)
    assert sum(parts) == total
    assert all(abs(part * sum(poids) - total * poids[rang]) < sum(poids) for rang, part in enumerate(parts))


@given(st.decimals(0, 1_000_000, places=2), poids)
def test_ce_qui_n_est_pas_un_pas_entier_va_au_plus_lourd(total, poids):
    parts = share_decimal(total, poids, pas=Decimal(1))
    assert sum(parts) == total
    brisees = [rang for rang, part in enumerate(parts) if part % 1]
    assert brisees in ([], [poids.index(max(poids))])
