"""R-45: the delays of an answer, and what is hidden of an archive to protect other people."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from maillage.socle.protection import masques, rules
from maillage.socle.protection.masques import MASQUE, Cible
from maillage.socle.protection.nomenclatures import Motif
from tests.socle.protection.demandes import TABLE

RECUE = date(2026, 1, 31)


def check(**changes):
    known: dict[str, Any] = {
        "recue_le": RECUE, "motif": Motif.PERSONNE, "is_prolongee": False, "is_repondue": False,
        "today": date(2026, 2, 10),
    }  # fmt: skip
    return rules.check_prolongation(**(known | changes))


def test_r45_la_reponse_est_due_un_mois_apres_ou_trois_quand_le_delai_est_prolonge():
    assert rules.get_echeance(RECUE) == date(2026, 2, 28)
    assert rules.get_echeance(RECUE, is_prolongee=True) == date(2026, 4, 30)


def test_r45_les_deux_delais_ont_une_date_et_une_source():
    for parametre, mois in ((rules.REPONSE, 1), (rules.PROLONGATION, 2)):
        valeur = parametre.get(on=RECUE)
        assert (valeur.valeur, valeur.du, parametre.unite) == (mois, date(2018, 5, 25), "mois")
        assert "art. 12" in valeur.source


@pytest.mark.parametrize(
    ("changes", "refus"),
    [
        ({}, None),
        ({"today": date(2026, 2, 28)}, None),
        ({"motif": Motif.MANDATAIRE}, None),
        ({"today": date(2026, 3, 1)}, "était due"),
        ({"is_prolongee": True}, "une fois"),
        ({"is_repondue": True}, "déjà remise"),
        ({"motif": Motif.AUTORITE}, "autorité"),
    ],
)
def test_r45_le_delai_ne_se_prolonge_qu_une_fois_et_avant_son_terme(changes, refus):
    found = check(**changes)
    assert found is None if refus is None else refus in (found or "")


def test_r45_une_valeur_masquee_l_est_partout_et_l_original_ne_change_pas():
    before = deepcopy(TABLE)
    (handed,) = masques.apply([TABLE], [Cible("comptes.compte", 1, "remarque")])
    assert handed["lignes"][0]["remarque"] == handed["lisibles"][0]["remarque"] == MASQUE
    assert handed["lignes"][0]["nom"] == "Valmont"
    assert "Autrui" not in str(handed)
    assert before == TABLE


def test_r45_une_colonne_se_masque_entiere_sans_dire_ce_qui_etait_vide():
    (handed,) = masques.apply([TABLE], [Cible("comptes.compte", 0, "remarque"), Cible("comptes.compte", 0, "nom")])
    assert [row["nom"] for row in handed["lignes"]] == [MASQUE, MASQUE]
    assert [row["remarque"] for row in handed["lignes"]] == [MASQUE, None]
    (other,) = masques.apply([TABLE], [Cible("journal.acces", 0, "nom")])
    assert other == TABLE


@pytest.mark.parametrize(
    "cible",
    [Cible("journal.acces", 1, "nom"), Cible("comptes.compte", 3, "nom"), Cible("comptes.compte", 1, "password")],
)
def test_on_ne_masque_que_ce_qui_est_dans_l_archive(cible):
    assert masques.check_cibles([TABLE], [cible])
    assert masques.check_cibles([TABLE], [Cible("comptes.compte", 2, "nom")]) is None


@pytest.mark.parametrize(
    ("texte", "is_suggere"),
    [
        ("Vue avec PAUL AUTRUI", True),
        ("Écrire à paul@ailleurs.example", True),
        ("Rappeler au 06.01.02.03.04", True),
        ("Rappeler au +33 6 01 02 03 04", True),
        ("Écrire à ines@rives.example", False),
        ("Inès Valmont, le 2026-01-31 à 10 h 30", False),
        ("numéro 0123456789012", False),
    ],
)
def test_r45_ce_qui_semble_nommer_autrui_est_propose_a_la_relecture(texte, is_suggere):
    table = TABLE | {"lignes": [{"id": 1, "remarque": texte}], "lisibles": [{"remarque": texte}]}
    found = masques.suggest(table, ["Paul Autrui", "x"], ["Inès Valmont", "ines@rives.example"])
    assert found == ({Cible("comptes.compte", 1, "remarque")} if is_suggere else set())


def test_r45_le_nom_d_autrui_se_trouve_aussi_derriere_une_cle():
    table = TABLE | {"lignes": [{"accordee_par": 7}], "lisibles": [{"accordee_par": "Paul Autrui"}]}
    assert masques.suggest(table, ["Paul Autrui"], []) == {Cible("comptes.compte", 1, "accordee_par")}
