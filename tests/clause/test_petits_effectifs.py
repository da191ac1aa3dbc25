"""One rule of small numbers, whatever the parts: nobody's, and nothing that a subtraction would give back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.rules.petits_effectifs import hide, hide_nombres

SEUIL = 5


@pytest.mark.parametrize(
    ("effectifs", "masquees"),
    [
        ({1: 6, 2: 7}, set()),
        ({1: 6, 2: 0}, set()),
        ({1: 6, 2: 4}, {1, 2}),
        ({1: 6, 2: 4, 3: 9}, {1, 2}),
        ({1: 3, 2: 4, 3: 9}, {1, 2}),
        ({1: 1, 2: 2, 3: 9}, {1, 2, 3}),
        ({1: 3}, {1}),
    ],
)
def test_une_case_masquee_ne_se_retrouve_pas_par_soustraction(effectifs, masquees):
    assert hide_nombres(effectifs, seuil=SEUIL) == masquees


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6))
def test_le_total_moins_ce_qui_se_lit_dit_assez_de_monde_ou_tout_est_cache(effectifs):
    found = hide_nombres(dict(enumerate(effectifs)), seuil=SEUIL)
    reste = sum(effectifs[rang] for rang in found)
    assert {rang for rang, n in enumerate(effectifs) if 0 < n < SEUIL} <= found
    assert not found or (reste >= SEUIL and len(found) > 1) or found == {r for r, n in enumerate(effectifs) if n}


@given(st.lists(st.frozensets(st.integers(0, 9), max_size=8), min_size=1, max_size=5))
def test_une_personne_de_deux_cases_n_en_fait_pas_deux(cases):
    """Known one by one, fewer people are told of than their sum says: more is hidden, never less."""
    told = hide(cases, seuil=SEUIL)
    cachees = [case for case, is_cachee in zip(cases, told, strict=True) if is_cachee]
    reste = frozenset().union(*cachees)
    assert not cachees or len(reste) >= SEUIL or len(cachees) == sum(bool(case) for case in cases)


def test_personne_n_est_pas_un_petit_effectif():
    assert hide_nombres({"a": 0, "b": 9}, seuil=SEUIL) == set()
