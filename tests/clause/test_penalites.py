"""A penalty: proposed on the hours that miss, decided by the buyer."""

from datetime import date
from decimal import Decimal

import pytest

from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.suivi import CausePenalite, StatutPenalite
from maillage.clause.rules.penalites import PENALISABLES, check_decision, check_proposition, find_statut
from maillage.clause.rules.realisation import Realisation

D, C, S = Decimal, CausePenalite, StatutPenalite
ON = date(2026, 9, 14)
MANQUE = Realisation(D("833.33"), D(700))


def test_sans_tarif_au_contrat_ou_pour_une_cause_exterieure_il_n_y_a_rien_a_proposer():
    assert find_statut(tarif=D(60), cause=C.ENTREPRISE) is S.PROPOSEE
    assert find_statut(tarif=None, cause=C.ENTREPRISE) is S.SANS_OBJET
    assert find_statut(tarif=D(60), cause=C.ARRET_CHANTIER) is S.SANS_OBJET


def propose(realisation=MANQUE, *, etat=EtatLot.A_SOLDER, cause=C.ENTREPRISE, avis="", tranchee_le=None):
    return [
        m.phrase for m in check_proposition(realisation, etat=etat, cause=cause, avis=avis, tranchee_le=tranchee_le)
    ]


def test_une_penalite_se_propose_sur_des_heures_qui_manquent_et_une_fois_tranchee_ne_se_refait_pas():
    assert propose() == []
    assert "toutes validées" in propose(Realisation(D(700), D(700)))[0]
    assert "déjà tranché, le 01/09/2026" in propose(tranchee_le=date(2026, 9, 1))[0]


@pytest.mark.parametrize("etat", sorted(EtatLot))
def test_une_penalite_attend_l_execution(etat):
    assert bool(propose(etat=etat)) == (etat not in PENALISABLES)


def test_une_cause_exterieure_se_montre():
    assert "la cause n’est pas celle de l’entreprise" in propose(cause=C.SANS_CANDIDAT)[0]
    assert propose(cause=C.SANS_CANDIDAT, avis="Trois demandes sans réponse") == []


def decide(**values):
    known = {
        "statut": S.APPLIQUEE, "montant": D("7999.80"), "propose": D("7999.80"), "proposee_le": date(2026, 9, 1), "le": ON,
        "today": ON, "reference": "Courrier 12", "raison": "", "manquantes": D("133.33"), "actuelles": D("133.33"),
    }  # fmt: skip
    return [manque.champ for manque in check_decision(**{**known, **values})]


@pytest.mark.parametrize(
    ("values", "attendu"),
    [
        ({}, []),
        ({"montant": D(1)}, []),
        ({"montant": D("7999.81")}, ["montant"]),
        ({"montant": D(0)}, ["montant"]),
        ({"montant": None}, ["montant"]),
        ({"reference": " "}, ["reference"]),
        ({"le": date(2026, 8, 31)}, ["le"]),
        ({"le": date(2026, 9, 15)}, ["le"]),
        ({"statut": S.REMISE, "montant": None}, ["raison"]),
        ({"statut": S.REMISE, "montant": None, "raison": "Chantier retardé"}, []),
        ({"actuelles": D(120), "reference": ""}, [""]),
    ],
)
def test_l_acheteur_applique_tout_ou_partie_ou_remet_et_dit_comment(values, attendu):
    assert decide(**values) == attendu
