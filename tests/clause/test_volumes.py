"""The volumes of a clause: the worked examples of the trade, then what must hold of any market."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.rules.volumes import (
    HypotheseRefusee,
    Hypotheses,
    Tranche,
    compute_avenant,
    compute_bons,
    compute_travail,
    compute_volume,
    show,
    split_tranches,
)

D = Decimal
montants = st.decimals(0, 100_000_000, places=2)
parts = st.decimals(0, 1, places=4)
couts = st.decimals("0.01", 200, places=2)


def test_f1_un_million_a_la_moitie_de_main_d_oeuvre_et_cinq_pour_cent_font_833_heures():
    heures = compute_volume(Hypotheses(D(1_000_000), D("0.5"), D("0.05"), D(30)))
    assert heures == D("833.33")
    assert show(heures) == 833


def test_f1_sur_un_chantier_de_peinture():
    chantier = Hypotheses(D(1_500_000), D("0.7"), D("0.1"), D(30))
    assert compute_travail(chantier) == 35_000
    assert compute_volume(chantier) == 3_500


def test_f2_le_renouvellement_urbain_demande_cinq_pour_cent_des_heures():
    operation = Hypotheses(D(4_200_000), D("0.45"), D("0.05"), D(35))
    assert compute_travail(operation) == 54_000
    assert compute_volume(operation) == 2_700


def test_f3_un_accord_cadre_engage_la_somme_de_ses_bons():
    assert compute_bons([D(48_000), D(23_500)], tranche=D(10_000), heures_par_tranche=D(12)) == D("85.80")
    assert compute_bons([], tranche=D(10_000), heures_par_tranche=D(12)) == 0


def test_f4_un_avenant_proportionnel_propose_cent_heures_de_plus():
    marche = Hypotheses(D(1_000_000), D("0.5"), D("0.05"), D(30))
    assert compute_avenant(marche, delta_montant=D(120_000)) == 100
    assert compute_volume(marche) + 100 == D("933.33")


def test_f5_ce_qui_est_conditionnel_reste_hors_de_l_engagement_ferme():
    volume = split_tranches([Tranche(D(400), True), Tranche(D(250), False), Tranche(D("133.33"), True)])
    assert (volume.ferme, volume.conditionnel) == (D("533.33"), D(250))


@pytest.mark.parametrize(
    ("hypotheses", "dit"),
    [
        ((D(-1), D("0.5"), D("0.05"), D(30)), "négatif"),
        ((D(1000), D(50), D("0.05"), D(30)), "main-d’œuvre \\(5.000,00.%\\)"),
        ((D(1000), D("0.5"), D("-0.05"), D(30)), "taux d’insertion"),
        ((D(1000), D("0.5"), D("0.05"), D(0)), "doit dépasser zéro"),
    ],
)
def test_une_hypothese_impossible_est_refusee_en_une_phrase(hypotheses, dit):
    with pytest.raises(HypotheseRefusee, match=dit):
        Hypotheses(*hypotheses)


def test_une_tranche_nulle_est_refusee():
    with pytest.raises(HypotheseRefusee, match="12 heures par 10 000 €"):
        compute_bons([D(100)], tranche=D(0), heures_par_tranche=D(12))


@given(montant=montants, part=parts, taux=parts, cout=couts)
def test_on_n_affiche_jamais_plus_que_la_formule_et_l_ecart_est_d_une_heure_au_plus(montant, part, taux, cout):
    heures = compute_volume(Hypotheses(montant, part, taux, cout))
    assert 0 <= heures - show(heures) < 1


@given(montant=montants, delta=montants, part=parts, taux=parts, cout=couts)
def test_un_avenant_vaut_le_recalcul_du_marche_augmente_au_centieme(montant, delta, part, taux, cout):
    marche = Hypotheses(montant, part, taux, cout)
    recalcule = compute_volume(Hypotheses(montant + delta, part, taux, cout))
    assert abs(compute_volume(marche) + compute_avenant(marche, delta_montant=delta) - recalcule) <= D("0.01")
