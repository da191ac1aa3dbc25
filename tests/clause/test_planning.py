"""The plan of action: its months make the engagement, exactly."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.nomenclatures.emplois import ModeRealisation
from maillage.clause.rules.planning import (
    Mois,
    check_dates,
    check_planning,
    compute_attendues,
    cumulate,
    fill_down,
    list_mois,
    list_sans_mode,
    share_regulierement,
)

D = Decimal
ON = date(2026, 6, 10)
JANVIER, FEVRIER, MARS = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
jours = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_un_marche_touche_ses_mois_du_premier_au_dernier():
    assert list_mois(date(2025, 11, 30), date(2026, 2, 1)) == [date(2025, 11, 1), date(2025, 12, 1), JANVIER, FEVRIER]


@given(debut=jours, duree=st.integers(0, 1500), heures=st.decimals("0.01", 100_000, places=2))
def test_repartir_regulierement_fait_toujours_l_engagement_et_aucun_mois_n_est_negatif(debut, duree, heures):
    fin = date.fromordinal(debut.toordinal() + duree)
    parts = share_regulierement(heures, debut=debut, fin=fin)
    assert sum(parts.values()) == heures
    assert list(parts) == list_mois(debut, fin)
    assert min(parts.values()) >= 0


def test_un_mois_entame_au_milieu_recoit_moins_qu_un_mois_plein():
    parts = share_regulierement(D(833), debut=date(2026, 1, 19), fin=date(2026, 3, 31))
    assert parts[JANVIER] < parts[FEVRIER] < parts[MARS]  # 10, 20 and 22 working days


def test_un_marche_d_un_seul_week_end_se_planifie_quand_meme():
    assert share_regulierement(D(7), debut=date(2026, 1, 3), fin=date(2026, 1, 4)) == {JANVIER: D(7)}


@pytest.mark.parametrize(("heures", "dit"), [("833.32", "ajoutez 0,01 h"), ("833.34", "retirez 0,01 h")])
def test_un_centieme_d_ecart_se_dit_avec_ce_qu_il_faut_faire(heures, dit):
    assert dit in (check_planning([Mois(JANVIER, D(heures))], engagees=D("833.33")) or "")


def test_un_plan_juste_ne_dit_rien():
    assert check_planning([Mois(JANVIER, D(500)), Mois(FEVRIER, D("333.33"))], engagees=D("833.33")) is None


def test_un_mois_qui_ne_dit_ni_metier_ni_mode_fait_comme_celui_d_avant():
    mois = fill_down(
        [Mois(JANVIER, D(1), metier="Peintre", mode=ModeRealisation.MAD_ETTI), Mois(FEVRIER, D(1)),
         Mois(MARS, D(1), mode=ModeRealisation.ALTERNANCE)]
    )  # fmt: skip
    assert [(un.metier, un.mode) for un in mois] == [
        ("Peintre", ModeRealisation.MAD_ETTI), ("Peintre", ModeRealisation.MAD_ETTI),
        ("Peintre", ModeRealisation.ALTERNANCE),
    ]  # fmt: skip
    assert list_sans_mode(fill_down([Mois(JANVIER, D(1)), Mois(FEVRIER, D(1), mode=ModeRealisation.MAD_AI)])) == [
        JANVIER
    ]


def test_ce_qui_est_attendu_s_arrete_au_dernier_mois_dont_les_heures_devraient_etre_connues():
    plan = {JANVIER: D(100), FEVRIER: D(100), MARS: D(100), date(2026, 4, 1): D(100), date(2026, 5, 1): D(100)}
    assert compute_attendues(plan, on=ON, delai=0) == 500  # May is over
    assert compute_attendues(plan, on=ON, delai=1) == 400  # its hours are still being declared
    assert compute_attendues(plan, on=date(2025, 12, 31), delai=0) == 0


@given(
    heures=st.dictionaries(
        st.sampled_from(list_mois(JANVIER, date(2027, 1, 1))), st.decimals(0, 200, places=2), max_size=13
    )
)
def test_le_cumul_ne_baisse_jamais_et_finit_par_le_total(heures):
    found = cumulate(heures, list_mois(JANVIER, date(2027, 1, 1)))
    assert found == sorted(found)
    assert found[-1] == sum(heures.values())


def test_sans_dates_ou_avec_des_dates_folles_le_refus_dit_quoi_corriger():
    assert "début et la fin prévue" in (check_dates(None, ON, on=ON) or "")
    assert "précède le début" in (check_dates(ON, JANVIER, on=ON) or "")
    assert "vérifiez ses dates" in (check_dates(JANVIER, date(2206, 1, 1), on=ON) or "")
    assert check_dates(JANVIER, ON, on=ON) is None
