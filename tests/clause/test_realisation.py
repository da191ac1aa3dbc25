"""What was done of what was engaged."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.rules.realisation import Realisation, compute_etp, propose_penalite

D = Decimal
heures = st.decimals(0, 1_000_000, places=2)


def test_f6_le_taux_d_un_lot():
    taux = Realisation(D("833.33"), D(700)).taux
    assert taux is not None
    assert round(taux, 3) == D("0.840")


def test_f6_sans_heures_engagees_le_taux_est_sans_objet_et_le_realise_compte():
    reserve = Realisation(D(0), D(420))
    assert reserve.taux is None
    assert reserve.taux_plafonne is None
    assert reserve.excedent == 420


def test_f6_le_bilan_garde_la_valeur_brute_que_le_reseau_plafonne():
    lot = Realisation(D(100), D(140))
    assert (lot.taux, lot.taux_plafonne, lot.excedent, lot.manquantes) == (D("1.4"), D(1), D(40), D(0))


def test_f7_la_penalite_est_celle_du_contrat():
    assert propose_penalite(Realisation(D("833.33"), D(700)), tarif=D(60)) == D("7999.80")


def test_f7_sans_tarif_ou_pour_une_cause_exterieure_rien_n_est_propose():
    lot = Realisation(D(833), D(700))
    assert propose_penalite(lot, tarif=None) is None
    assert propose_penalite(lot, tarif=D(60), cause_exterieure="arrêt de chantier") is None
    assert propose_penalite(Realisation(D(700), D(700)), tarif=D(60)) is None


def test_f9_les_etp_publies_pour_2019():
    assert round(compute_etp(D(18_640_857), on=date(2019, 12, 31)), 1) == D("11599.8")


def test_f9_les_etp_publies_pour_2021_ne_sont_pas_ceux_de_notre_base():
    assert round(compute_etp(D(25_124_684), on=date(2021, 12, 31)), 1) == D("15634.5")


@given(engagees=heures, valorisees=heures)
def test_l_engage_et_l_excedent_font_le_realise_et_le_manquant(engagees, valorisees):
    lot = Realisation(engagees, valorisees)
    assert lot.engagees + lot.excedent == lot.valorisees + lot.manquantes
    assert not (lot.excedent and lot.manquantes)
