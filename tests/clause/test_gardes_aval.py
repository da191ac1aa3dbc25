"""Once notified: what each step asks, and the steps a lot takes by itself (domaine 02 § 3)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from maillage.clause.nomenclatures.emplois import ModeRealisation
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.suivi import StatutPenalite
from maillage.clause.rules.etats import LOTS
from maillage.clause.rules.gardes import OUVERTS_A_LA_MAIN
from maillage.clause.rules.gardes_aval import (
    GARDES_AVAL,
    OUVERTS_AVAL,
    Execution,
    check_ecriture,
    find_suite,
    list_manques_aval,
)
from maillage.clause.rules.planning import Mois

E, D = EtatLot, Decimal
LE = date(2026, 9, 14)
PLAN = (Mois(date(2026, 9, 1), D(500), mode=ModeRealisation.MAD_ETTI),)


def champs(vers: EtatLot, **faits: object) -> list[str]:
    faits = {"etat": E.EN_EXECUTION, "engagees": D(500), **faits}
    return [manque.champ for manque in list_manques_aval(Execution(**faits), vers=vers, le=LE)]  # type: ignore[arg-type]


def test_chaque_pas_de_l_aval_fait_a_la_main_a_sa_garde_et_tous_les_etats_sont_ouverts():
    assert frozenset(GARDES_AVAL) == OUVERTS_AVAL
    reached = {vers for suites in LOTS.values() for vers in suites}
    assert reached == OUVERTS_A_LA_MAIN | OUVERTS_AVAL


def test_un_plan_d_action_fait_l_engagement_et_dit_comment():
    assert champs(E.PLANIFIE) == ["planning"]
    assert champs(E.PLANIFIE, planning=PLAN) == []
    assert champs(E.PLANIFIE, planning=PLAN, engagees=D(501)) == ["planning"]
    assert champs(E.PLANIFIE, planning=(replace(PLAN[0], mode=None),)) == ["planning"]


def test_un_marche_reserve_se_planifie_sans_heures_engagees():
    assert champs(E.PLANIFIE, engagees=None) == []


def test_l_execution_commence_par_un_contrat_ou_par_un_ordre_de_service():
    assert champs(E.EN_EXECUTION, etat=E.NOTIFIE) == ["reference"]
    assert champs(E.EN_EXECUTION, etat=E.NOTIFIE, reference="OS n° 1") == []
    assert champs(E.EN_EXECUTION, etat=E.PLANIFIE, premier_emploi=LE) == []
    assert champs(E.EN_EXECUTION, etat=E.SUSPENDU) == []


def test_un_lot_a_solder_reprend_si_son_marche_est_prolonge():
    assert champs(E.EN_EXECUTION, etat=E.A_SOLDER, fin_prevue=date(2026, 9, 13)) == ["fin_prevue"]
    assert champs(E.EN_EXECUTION, etat=E.A_SOLDER, fin_prevue=date(2026, 12, 31)) == []


def test_une_suspension_est_une_decision_de_l_acheteur():
    assert champs(E.SUSPENDU) == ["reference", "raison"]
    assert champs(E.SUSPENDU, reference="Courrier du 12", raison="Amiante") == []


def test_une_resiliation_dit_les_heures_dues_et_ne_les_augmente_pas():
    decision = {"reference": "Décision 12", "raison": "Défaillance"}
    assert champs(E.RESILIE, **decision) == ["heures_finales"]
    assert champs(E.RESILIE, **decision, heures_finales=D(501)) == ["heures_finales"]
    assert champs(E.RESILIE, **decision, heures_finales=D(0)) == []
    assert champs(E.RESILIE, **decision, engagees=None) == []


def test_un_lot_se_solde_apres_sa_fin_ou_ses_heures_faites():
    assert champs(E.A_SOLDER, fin_prevue=LE) == ["fin_prevue"]  # its last day still runs
    assert champs(E.A_SOLDER, fin_prevue=date(2026, 9, 13)) == []
    assert champs(E.A_SOLDER, realisees=D(500)) == []
    assert champs(E.A_SOLDER, engagees=None) == ["fin_prevue"]


@pytest.mark.parametrize(
    ("faits", "attendu"),
    [
        ({"realisees": D(500)}, []),
        ({"realisees": D(500), "en_attente": 2}, ["heures"]),
        ({"realisees": D(499)}, ["penalite"]),
        ({"realisees": D(499), "en_attente": 1}, ["heures", "penalite"]),
        ({"penalite": StatutPenalite.PROPOSEE}, ["penalite"]),
        ({"penalite": StatutPenalite.REMPLACEE}, ["penalite"]),
        ({"penalite": StatutPenalite.APPLIQUEE}, []),
        ({"penalite": StatutPenalite.REMISE}, []),
        ({"penalite": StatutPenalite.SANS_OBJET}, []),
        ({"engagees": None}, []),
    ],
)
def test_solder_demande_des_heures_decidees_et_une_penalite_tranchee(faits, attendu):
    assert champs(E.SOLDE, etat=E.A_SOLDER, **faits) == attendu


def test_un_lot_se_clot_bilan_transmis_et_ne_s_ecrit_plus():
    assert champs(E.CLOS, etat=E.SOLDE) == ["bilan", "reference"]
    assert champs(E.CLOS, etat=E.SOLDE, has_bilan_final=True) == []
    assert champs(E.CLOS, etat=E.SOLDE, reference="Ville, par courriel") == []
    assert [etat for etat in EtatLot if check_ecriture(etat)] == [E.CLOS]


def test_le_premier_contrat_commence_l_execution_le_jour_venu():
    faits = Execution(E.NOTIFIE, premier_emploi=LE)
    assert find_suite(faits, on=LE) == (E.EN_EXECUTION, LE)
    assert find_suite(replace(faits, etat=E.PLANIFIE), on=LE) == (E.EN_EXECUTION, LE)
    assert find_suite(faits, on=date(2026, 9, 13)) is None
    assert find_suite(replace(faits, etat=E.ATTRIBUE), on=LE) is None


@pytest.mark.parametrize("etat", [E.EN_EXECUTION, E.SUSPENDU])
def test_le_lendemain_de_la_fin_le_lot_est_a_solder(etat):
    faits = Execution(etat, premier_emploi=LE, fin_prevue=date(2026, 9, 13))
    assert find_suite(faits, on=LE) == (E.A_SOLDER, LE)
    assert find_suite(faits, on=date(2026, 9, 13)) is None
    assert find_suite(replace(faits, fin_prevue=None), on=LE) is None
