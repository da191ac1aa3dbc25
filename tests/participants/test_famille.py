"""Years of birth of the children: read, checked, counted by age."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.participants.rules import famille

JOUR = date(2026, 6, 1)
naissances = st.lists(st.integers(JOUR.year - famille.AGE_MAX, JOUR.year), max_size=8)


@given(annees=naissances)
def test_ce_qui_est_ecrit_se_relit_range(annees):
    assert famille.read_annees(famille.write_annees(tuple(annees)), today=JOUR) == tuple(sorted(annees))


@given(annees=naissances)
def test_chaque_enfant_est_d_un_seul_age(annees):
    assert sum(famille.count_par_tranche(tuple(annees), on=JOUR).values()) == len(annees)


@pytest.mark.parametrize("texte", ["12", "2031", "1950", "2015, deux", "20156"])
def test_ce_qui_n_est_pas_une_annee_est_nomme(texte):
    with pytest.raises(famille.AnneesIllisibles, match="par exemple 2015, 2019"):
        famille.read_annees(texte, today=JOUR)


def test_moins_d_annees_que_d_enfants_est_seulement_incomplet():
    assert famille.check_nombre((2015,), 3) is None
    assert famille.check_nombre((2015,), None) is None
    assert "2 années de naissance pour 1" in (famille.check_nombre((2015, 2018), 1) or "")


def test_un_enfant_grandit_sans_nouvelle_saisie():
    assert famille.describe_enfants(1, "2024", on=date(2026, 1, 1)) == "1, dont 1 de moins de 3 ans"
    assert famille.describe_enfants(1, "2024", on=date(2027, 1, 1)) == "1, dont 1 de 3 à 5 ans"
    assert famille.describe_enfants(0, "", on=JOUR) == "0"
    assert famille.describe_enfants(None, "", on=JOUR) is None
