"""The ways of counting the hours of a clause: the worked examples F1 to F5, by the very path of the pages."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.nomenclatures.calcul import HYPOTHESES, LIBELLES_HYPOTHESE, LIBELLES_MODE, ModeCalcul
from maillage.clause.rules.calculs import Calcul, compute_delta, compute_du_bon, describe, list_manquantes, tell
from maillage.clause.rules.reperes import PARTS, Repere, find_repere, list_nationaux
from maillage.clause.rules.volumes import HypotheseRefusee

D = Decimal
F1 = Calcul(montant_ht=D(1_000_000), part_main_oeuvre=D("0.5"), taux_insertion=D("0.05"), cout_horaire=D(30))
F2 = Calcul(
    ModeCalcul.POURCENTAGE_HEURES, D(4_200_000), D("0.45"), D("0.05"), D(35), part_qpv=D(1),
)  # fmt: skip
F3 = Calcul(ModeCalcul.HEURES_PAR_TRANCHE_EUR, D(400_000), tranche_eur=D(10_000), heures_unite=D(12))


def test_f1_la_formule_fait_833_33_heures():
    assert F1.heures == D("833.33")


def test_f2_le_renouvellement_urbain_fait_2_700_heures_toutes_pour_les_habitants_des_quartiers():
    assert F2.heures == 2_700
    assert F2.heures_qpv == 2_700
    assert F1.heures_qpv is None


def test_f3_deux_bons_de_48_000_et_23_500_euros_font_57_6_et_28_2_heures():
    bons = [compute_du_bon(F3, D(48_000)), compute_du_bon(F3, D(23_500))]
    assert bons == [D("57.60"), D("28.20")]
    assert sum(bons) == D("85.80")
    assert F3.heures == 480  # what the maximum would make: foreseen, never engaged


def test_f4_un_avenant_de_120_000_euros_propose_cent_heures():
    assert compute_delta(F1, D(120_000)) == 100
    assert (F1.heures or 0) + compute_delta(F1, D(120_000)) == D("933.33")
    assert compute_delta(F1, D(-120_000)) == -100
    assert compute_delta(F3, D(10_000)) == 12


def test_un_bon_au_forfait_fait_les_memes_heures_quel_que_soit_son_montant():
    par_bon = Calcul(ModeCalcul.HEURES_PAR_BON, heures_unite=D(8), bons_prevus=5)
    assert compute_du_bon(par_bon, D(1)) == compute_du_bon(par_bon, D(90_000)) == 8
    assert par_bon.heures == 40
    assert par_bon.is_complet_hors_volume
    assert not Calcul(ModeCalcul.HEURES_PAR_BON, bons_prevus=5).is_complet_hors_volume


def test_un_volume_ecrit_d_avance_n_a_pas_de_formule_ni_de_proportion():
    forfait = Calcul(ModeCalcul.FORFAIT, heures_unite=D(500))
    assert forfait.heures == 500
    with pytest.raises(HypotheseRefusee, match="nombre d’heures convenu"):
        compute_delta(forfait, D(1))


@pytest.mark.parametrize("mode", ModeCalcul)
def test_chaque_mode_a_son_nom_et_tant_qu_une_hypothese_manque_il_n_y_a_pas_d_heures(mode):
    assert mode in LIBELLES_MODE
    assert set(HYPOTHESES[mode]) <= set(LIBELLES_HYPOTHESE)
    assert list_manquantes(Calcul(mode)) == list(HYPOTHESES[mode])
    assert Calcul(mode).heures is None


def test_un_bon_sans_sa_regle_dit_ce_qui_manque_a_la_clause():
    for calcul, dit in (
        (Calcul(ModeCalcul.HEURES_PAR_TRANCHE_EUR), "combien d’heures fait un bon"),
        (Calcul(ModeCalcul.HEURES_PAR_TRANCHE_EUR, heures_unite=D(12)), "la tranche d’euros"),
    ):
        with pytest.raises(HypotheseRefusee, match=dit):
            compute_du_bon(calcul, D(100))


def test_une_tranche_nulle_ou_un_cout_nul_ne_font_pas_d_heures():
    assert Calcul(ModeCalcul.HEURES_PAR_TRANCHE_EUR, D(1), tranche_eur=D(0), heures_unite=D(1)).heures is None
    assert Calcul(ModeCalcul.FORMULE, D(1), D(1), D(1), D(0)).heures is None


def test_les_hypotheses_gardees_avec_un_engagement_se_relisent_en_mots():
    kept = describe(F2)
    assert kept["mode"] == "pourcentage_heures"
    assert "heures_unite" not in kept
    assert dict(tell(kept))["taux d’insertion"] == "5\u202f%"
    assert dict(tell(kept))["montant estimé hors taxes"] == "4\u202f200\u202f000 €"
    assert tell({}) == []


@given(st.lists(st.integers(1, 10_000_000), max_size=6))
def test_couper_une_commande_en_plusieurs_bons_ne_change_ses_heures_que_de_l_arrondi(centimes):
    montants = [D(c) / 100 for c in centimes]
    ecart = sum(compute_du_bon(F3, m) for m in montants) - compute_du_bon(F3, sum(montants, D(0)))
    assert abs(ecart) <= D("0.005") * (len(montants) + 1)


def test_les_reperes_nationaux_ont_leur_source_et_sont_a_confirmer():
    reperes = list_nationaux(on=date(2026, 9, 1))
    assert {(r.secteur, r.part_main_oeuvre) for r in reperes} == {
        ("Peinture", D("0.7")), ("Maçonnerie", D("0.5")), ("Charpente métallique", D("0.2")),
    }  # fmt: skip
    assert all(r.origine and r.is_a_confirmer and not r.is_local for r in reperes)
    assert set(PARTS) == {r.secteur for r in reperes}


def test_le_repere_du_service_passe_avant_celui_du_reseau_a_partir_de_son_annee():
    national = list_nationaux(on=date(2026, 9, 1))
    local = [
        Repere("peinture ", a, D(p), None, "marchés de la ville", is_local=True)
        for a, p in ((2025, "0.6"), (2026, "0.65"))
    ]
    found = find_repere("PEINTURE", [*national, *local], annee=2025)
    assert found is not None
    assert (found.annee, found.part_main_oeuvre) == (2025, D("0.6"))
    assert find_repere("Peinture", [*national, *local], annee=2024) == next(
        r for r in national if r.secteur == "Peinture"
    )
    assert find_repere("Zinguerie", national, annee=2026) is None
    assert find_repere("", [*national, *local], annee=2026) is None
