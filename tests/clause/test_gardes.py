"""Before a lot goes on: what must be there, told all at once (domaine 02 § 3)."""

from datetime import date
from decimal import Decimal

import pytest

from maillage.clause.nomenclatures.lots import EtatLot, FormeClause
from maillage.clause.nomenclatures.marches import RoleEntreprise
from maillage.clause.nomenclatures.obligations import Derogation
from maillage.clause.rules.etats import LOTS
from maillage.clause.rules.gardes import GARDES, OUVERTS_A_LA_MAIN, Faits, list_manques
from maillage.clause.rules.obligations import Mentions, Obligation

LE = date(2026, 9, 14)
DUE = Obligation(True, "")
ATTRIBUE: dict[str, object] = {"roles": [RoleEntreprise.TITULAIRE_UNIQUE], "montant_attribue": Decimal(1)}
TOUT = Mentions("le lot 3", "la clause de Valombre", "RSA, QPV", "833 h")


def champs(vers: EtatLot, **faits: object) -> list[str]:
    return [manque.champ for manque in list_manques(Faits(**faits), vers=vers, le=LE)]  # type: ignore[arg-type]


def test_un_diagnostic_dit_le_secteur_les_publics_et_la_main_d_oeuvre_et_tout_ce_qui_manque_est_dit_ensemble():
    assert champs(EtatLot.DIAGNOSTIQUE) == ["secteur", "publics", "part_main_oeuvre"]
    assert champs(EtatLot.DIAGNOSTIQUE, secteur="Peinture", publics=["brsa"], part_main_oeuvre=Decimal(0)) == []


def test_une_clause_proposee_a_une_forme_et_des_heures():
    assert champs(EtatLot.CLAUSE_PROPOSEE) == ["formes"]
    condition = {"formes": [FormeClause.CONDITION_EXECUTION]}
    assert champs(EtatLot.CLAUSE_PROPOSEE, **condition) == ["heures"]
    assert champs(EtatLot.CLAUSE_PROPOSEE, **condition, heures=Decimal(0)) == ["heures"]
    assert champs(EtatLot.CLAUSE_PROPOSEE, **condition, heures=Decimal("833.33")) == []


def test_un_marche_reserve_n_a_pas_d_heures_demandees_mais_reserve_avec_condition_en_a():
    assert champs(EtatLot.CLAUSE_PROPOSEE, formes=[FormeClause.RESERVE_IAE]) == []
    assert champs(EtatLot.NOTIFIE, **ATTRIBUE, formes=[FormeClause.RESERVE_IAE]) == []
    both = [FormeClause.RESERVE_IAE, FormeClause.CONDITION_EXECUTION]
    assert champs(EtatLot.CLAUSE_PROPOSEE, formes=both) == ["heures"]
    assert champs(EtatLot.NOTIFIE, **ATTRIBUE, formes=both) == ["engagement"]


def test_les_quatre_mentions_se_demandent_ensemble():
    assert champs(EtatLot.CLAUSE_VALIDEE) == [
        "mention_perimetre", "mention_facilitateur", "mention_publics", "mention_volume",
    ]  # fmt: skip
    assert champs(EtatLot.CLAUSE_VALIDEE, mentions=TOUT) == []


@pytest.mark.parametrize(
    ("faits", "attendu"),
    [
        ({}, ["justification"]),
        ({"justification": "Trop petit"}, []),
        ({"obligation": DUE, "justification": "Trop petit"}, ["derogation"]),
        ({"obligation": DUE, "derogation": Derogation.CONCURRENCE}, ["justification"]),
        ({"obligation": DUE, "derogation": Derogation.CONCURRENCE, "justification": "Un seul fournisseur"}, []),
    ],
)
def test_renoncer_se_justifie_et_par_un_motif_legal_quand_la_clause_est_due(faits, attendu):
    assert champs(EtatLot.SANS_CLAUSE, **faits) == attendu


def test_les_offres_ne_sont_pas_attendues_avant_la_publication_ni_analysees_avant_leur_terme():
    assert champs(EtatLot.PUBLIE) == ["avis", "limite_le"]
    assert champs(EtatLot.PUBLIE, avis="26-12345", limite_le=date(2026, 9, 13)) == ["limite_le"]
    assert champs(EtatLot.PUBLIE, avis="26-12345", limite_le=LE) == []
    assert champs(EtatLot.ANALYSE, limite_le=LE) == ["le"]
    assert champs(EtatLot.ANALYSE, limite_le=date(2026, 9, 13)) == []


@pytest.mark.parametrize(
    ("roles", "attendu"),
    [
        ([], ["entreprises"]),
        ([RoleEntreprise.SOUS_TRAITANT], ["entreprises"]),
        ([RoleEntreprise.COTRAITANT, RoleEntreprise.COTRAITANT], ["entreprises"]),
        ([RoleEntreprise.TITULAIRE_UNIQUE, RoleEntreprise.MANDATAIRE], ["entreprises"]),
        ([RoleEntreprise.MANDATAIRE, RoleEntreprise.COTRAITANT], []),
        ([RoleEntreprise.TITULAIRE_UNIQUE], []),
    ],
)
def test_un_lot_attribue_a_une_entreprise_en_tete_et_une_seule(roles, attendu):
    assert champs(EtatLot.ATTRIBUE, roles=roles, montant_attribue=Decimal(1)) == attendu


def test_un_lot_notifie_a_des_heures_engagees():
    assert champs(EtatLot.NOTIFIE, **ATTRIBUE, formes=[FormeClause.CONDITION_EXECUTION]) == ["engagement"]
    assert champs(EtatLot.NOTIFIE, **ATTRIBUE, formes=[FormeClause.CONDITION_EXECUTION], engagees=Decimal(100)) == []


def test_un_lot_entre_attribue_dit_a_qui_et_pour_combien_avant_d_etre_notifie():
    """Known here only once the contract was published, it never passed the guard of the attribution."""
    reserve = {"formes": [FormeClause.RESERVE_IAE]}
    assert champs(EtatLot.NOTIFIE, **reserve) == ["montant_attribue", "entreprises"]
    assert champs(EtatLot.NOTIFIE, **reserve, roles=[RoleEntreprise.COTRAITANT], montant_attribue=Decimal(1)) == [
        "entreprises"
    ]


def test_chaque_pas_fait_a_la_main_jusqu_a_la_notification_a_sa_garde():
    reached = {vers for suites in LOTS.values() for vers in suites}
    assert frozenset(GARDES) == OUVERTS_A_LA_MAIN
    assert reached >= OUVERTS_A_LA_MAIN


def test_un_marche_a_bons_se_notifie_avant_son_premier_bon_et_sa_clause_se_propose_sans_prevision():
    condition = {"formes": [FormeClause.CONDITION_EXECUTION]}
    assert champs(EtatLot.NOTIFIE, **ATTRIBUE, **condition) == ["engagement"]
    assert champs(EtatLot.NOTIFIE, **ATTRIBUE, **condition, is_a_bons=True) == []
    assert champs(EtatLot.CLAUSE_PROPOSEE, **condition, is_a_bons=True) == ["heures"]
    assert champs(EtatLot.CLAUSE_PROPOSEE, **condition, is_a_bons=True, heures_par_bon=True) == []


def test_un_critere_demande_un_avis_avant_l_analyse_et_avant_l_attribution():
    note = {"formes": [FormeClause.CONDITION_EXECUTION, FormeClause.CRITERE], "limite_le": date(2026, 9, 1)}
    assert champs(EtatLot.ANALYSE, **note) == ["avis_critere"]
    assert champs(EtatLot.ANALYSE, **note, avis_critere="Deux offres dépassent l’exigé") == []
    assert "avis_critere" in champs(EtatLot.ATTRIBUE, **note)
    assert champs(EtatLot.ANALYSE, formes=[FormeClause.CONDITION_EXECUTION], limite_le=date(2026, 9, 1)) == []
