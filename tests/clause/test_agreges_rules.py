"""R12: the statement of a structure that is not in Maillage, read whole, every error told."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.rules.agreges import (
    COLONNES,
    EXEMPLE,
    LigneLue,
    check_recouvrement,
    check_structure,
    read_releve,
)

TODAY, DEBUT = date(2026, 11, 29), date(2026, 1, 12)


def read(*lignes, tete=COLONNES):
    return read_releve(enumerate([tete, *lignes], 1), debut=DEBUT, today=TODAY)


def test_le_modele_se_lit_sans_erreur():
    found = read(EXEMPLE)
    assert found.erreurs == ()
    assert found.lignes == (LigneLue(date(2026, 10, 1), "Vallée de l’Essai", Decimal("412.50"), 5, 4),)


@pytest.mark.parametrize("mois", ["2026-10", "10/2026", "10-2026", date(2026, 10, 31)])
def test_un_mois_se_lit_comme_on_l_ecrit(mois):
    assert read((mois, "", "10", "1", "1")).lignes[0].mois == date(2026, 10, 1)


def test_les_nombres_d_un_classeur_se_lisent():
    [ligne] = read((date(2026, 10, 1), None, 412.5, 5.0, 4.0)).lignes
    assert (ligne.heures, ligne.contrats, ligne.participants, ligne.territoire) == (Decimal("412.5"), 5, 4, "")


def test_les_colonnes_se_placent_comme_on_veut_et_l_accent_ne_compte_pas():
    found = read(("3", "4", "100", "2026-10"), tete=("PARTICIPANTS", "contrats", "Heures", "mois"))
    assert (found.erreurs, found.lignes[0].contrats) == ((), 4)


def test_toutes_les_erreurs_sont_dites_avec_leur_ligne_leur_colonne_et_leur_valeur():
    found = read(("octobre", "", "beaucoup", "0", "-1"), ("2027-01", "", "", "2", "1"), ("2025-06", "", "10", "2", "1"))
    assert [(e.ligne, e.colonne, e.valeur) for e in found.erreurs] == [
        (2, "Mois", "octobre"), (2, "Heures", "beaucoup"), (2, "Contrats", "0"), (2, "Participants", "-1"),
        (3, "Mois", "2027-01"), (3, "Heures", ""), (4, "Mois", "2025-06"),
    ]  # fmt: skip
    assert all(e.remede.endswith(".") for e in found.erreurs)
    assert "2026-10" in found.erreurs[0].remede
    assert "12/01/2026" in found.erreurs[-1].remede


def test_les_nombres_d_une_ligne_se_tiennent():
    assert "au moins un contrat" in read(("2026-10", "", "10", "1", "2")).erreurs[0].remede
    assert "Plus de 300 h par participant" in read(("2026-10", "", "601", "2", "2")).erreurs[0].remede


def test_le_meme_mois_du_meme_territoire_ne_se_dit_qu_une_fois():
    found = read(("2026-10", "Vallée", "10", "1", "1"), ("10/2026", "VALLEE", "10", "1", "1"))
    assert [(e.ligne, e.colonne) for e in found.erreurs] == [(3, "Mois")]
    assert read(("2026-10", "Vallée", "10", "1", "1"), ("2026-10", "Plaine", "10", "1", "1")).erreurs == ()


def test_une_colonne_qui_manque_un_fichier_vide_ou_trop_long_se_disent():
    assert [e.colonne for e in read(EXEMPLE, tete=("Mois", "Heures")).erreurs] == ["Contrats", "Participants"]
    assert "vide" in read_releve([], debut=None, today=TODAY).erreurs[0].remede
    assert "aucune ligne" in read().erreurs[0].remede
    assert "500 lignes" in read(*[EXEMPLE] * 501).erreurs[0].remede


def test_une_structure_qui_suit_le_lot_ne_se_declare_pas_en_agrege():
    equipees = [("Clause du Pays d’Essai", "111111111")]
    assert "ligne à ligne" in check_structure("CLAUSE DU PAYS D'ESSAI", "", equipees=equipees)
    assert "ligne à ligne" in check_structure("Autre nom", "111111111", equipees=equipees)
    assert (
        check_structure("Autre", "222222222", equipees=equipees) == check_structure("A", "", equipees=[("B", "")]) == ""
    )


def test_un_mois_deja_declare_ne_se_declare_pas_deux_fois():
    [ligne] = read(EXEMPLE).lignes
    assert "10/2026" in check_recouvrement([ligne], connues={ligne.cle: "octobre.csv"})
    assert check_recouvrement([ligne], connues={(ligne.mois, "ailleurs"): "octobre.csv"}) == ""


@given(
    st.lists(st.lists(st.one_of(st.text(max_size=8), st.integers(), st.floats(), st.none()), max_size=6), max_size=6)
)
def test_aucun_fichier_ne_fait_tomber_la_lecture(lignes):
    found = read(*lignes)
    assert found.erreurs or all(ligne.heures > 0 and ligne.contrats >= ligne.participants > 0 for ligne in found.lignes)
