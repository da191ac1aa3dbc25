"""What calls for somebody on a lot, with its figures and what to do."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.rules.alertes import LECTURES, LIBELLES_ALERTE, SURVEILLES, Code, Situation, Vers, list_alertes
from maillage.clause.rules.planning import list_mois

D, E = Decimal, EtatLot
ON = date(2026, 9, 14)
DEBUT, FIN = date(2026, 1, 5), date(2026, 12, 31)
MOIS = list_mois(DEBUT, FIN)
PLAN = dict.fromkeys(MOIS, D(100))
SUR_PLAN = Situation(
    E.EN_EXECUTION, notifie_le=date(2025, 12, 1), debut=DEBUT, fin=FIN, engagees=D(1200), planning=PLAN, is_plan_a_jour=True,
    validees=dict.fromkeys(MOIS[:7], D(100)), has_contrat=True,
)  # fmt: skip


def codes(lot: Situation, on: date = ON) -> list[Code]:
    return [alerte.code for alerte in list_alertes(lot, on=on)]


def phrase(lot: Situation, code: Code) -> str:
    return next(alerte.pourquoi for alerte in list_alertes(lot, on=ON) if alerte.code is code)


def test_un_lot_qui_suit_son_plan_ne_dit_rien():
    assert codes(SUR_PLAN) == []


def test_le_retard_commence_au_dela_de_la_tolerance_et_donne_ses_chiffres():
    # July is the last month whose hours should be known: 700 h expected, 10 % of 1,200 h tolerated.
    juste = replace(SUR_PLAN, validees={MOIS[6]: D(580)})
    assert Code.RETARD not in codes(juste)
    en_retard = replace(SUR_PLAN, validees={MOIS[6]: D("579.99")})
    assert codes(en_retard)[0] is Code.RETARD
    told = phrase(en_retard, Code.RETARD)
    for chiffre in ("579,99 h validées", "attendait 700 à la fin de 07/2026", "120,01 h de retard"):
        assert chiffre in told


def test_des_heures_declarees_qui_attendent_se_disent_et_menent_a_leur_validation():
    lot = replace(SUR_PLAN, validees={}, en_attente=D(300))
    retard = list_alertes(lot, on=ON)[0]
    assert "300 h déclarées attendent votre décision" in retard.pourquoi
    assert retard.vers is Vers.HEURES
    assert list_alertes(replace(lot, en_attente=D(0)), on=ON)[0].vers is Vers.PLANNING


def test_un_lot_suspendu_ne_dit_rien_quoi_qu_il_manque():
    lot = replace(SUR_PLAN, validees={}, sans_constat=3, sans_releve=4, avenants=("1",))
    assert codes(lot)
    assert codes(replace(lot, etat=E.SUSPENDU)) == []


@pytest.mark.parametrize("etat", sorted(set(EtatLot) - SURVEILLES))
def test_hors_de_l_execution_aucune_alerte(etat):
    assert codes(replace(SUR_PLAN, etat=etat, validees={}, avenants=("1",))) == []


def test_le_risque_prolonge_le_rythme_des_derniers_mois_jusqu_a_la_fin():
    # 400 h by April, then 20 h a month: 460 h by July, 560 at the end of the year.
    lot = replace(SUR_PLAN, validees={**dict.fromkeys(MOIS[:4], D(100)), **dict.fromkeys(MOIS[4:7], D(20))})
    assert Code.RISQUE in codes(lot)
    told = phrase(lot, Code.RISQUE)
    for chiffre in ("20 h par mois", "560 h sur 1 200", "640"):
        assert chiffre in told.replace("\u202f", " ")
    assert Code.RISQUE not in codes(replace(lot, debut=date(2026, 6, 1)))  # two months known only
    assert Code.RISQUE not in codes(replace(lot, fin=None))


def test_sans_plan_ni_contrat_le_delai_passe_le_lot_le_dit():
    lot = Situation(E.NOTIFIE, notifie_le=date(2026, 8, 15), debut=date(2026, 7, 16), engagees=D(100))
    assert codes(lot) == []  # thirty days, and sixty
    assert codes(lot, on=date(2026, 9, 15)) == [Code.DEMARRAGE, Code.PLAN]
    assert codes(replace(lot, has_contrat=True), on=date(2026, 9, 15)) == [Code.PLAN]


def test_un_marche_reserve_n_a_ni_plan_ni_retard_mais_ses_pieces_comptent():
    lot = replace(SUR_PLAN, engagees=None, planning={}, validees={}, sans_releve=2)
    assert codes(lot) == [Code.PIECES]


def test_un_engagement_qui_a_change_demande_un_plan_a_jour():
    lot = replace(SUR_PLAN, engagees=D(1300), is_plan_a_jour=False)
    assert codes(lot) == [Code.PLAN]
    assert "1 200 h ; l’engagement en demande maintenant 1 300" in phrase(lot, Code.PLAN).replace("\u202f", " ")


def test_une_eligibilite_finie_et_une_qui_finit_se_disent_a_part():
    lot = replace(SUR_PLAN, fins_eligibilite=(date(2026, 9, 13), ON, date(2026, 10, 14), date(2026, 10, 15)))
    finie, bientot = list_alertes(lot, on=ON)
    assert "1 personne travaille encore sur ce lot, éligibilité finie (depuis le 13/09/2026)" in finie.pourquoi
    assert "2 éligibilités finissent d’ici 30 jours (la première le 14/09/2026)" in bientot.pourquoi


def test_un_avenant_dont_personne_n_a_decide_les_heures_se_dit_par_son_numero():
    lot = replace(SUR_PLAN, avenants=("2", "3"))
    assert codes(lot) == [Code.AVENANT]
    assert "(2, 3)" in phrase(lot, Code.AVENANT)


def test_chaque_alerte_a_son_nom():
    assert set(LIBELLES_ALERTE) == set(Code)
    assert len(LECTURES) == len(Code)


@given(faites=st.lists(st.integers(0, 200), min_size=7, max_size=7), plus=st.integers(1, 500))
def test_plus_d_heures_validees_ne_mettent_jamais_un_lot_en_retard(faites, plus):
    lot = replace(SUR_PLAN, validees={mois: D(h) for mois, h in zip(MOIS, faites, strict=False)})
    mieux = replace(lot, validees={**lot.validees, MOIS[0]: lot.validees[MOIS[0]] + plus})
    assert (Code.RETARD in codes(mieux)) <= (Code.RETARD in codes(lot))
    assert (Code.RISQUE in codes(mieux)) <= (Code.RISQUE in codes(lot))
