"""A unit agrees with its number, and a base in hours is written as hours are."""

from dataclasses import replace

import pytest

from maillage.consolidation.rapport.nombres import read_texte
from maillage.consolidation.rapport.phrases import say_nombre
from maillage.consolidation.rapport.tableaux import say_valeur, shorten


def test_la_base_d_une_part_d_heures_s_arrondit_comme_les_heures(clause):
    part, heures = clause.get_case("clause.part_siae"), clause.get_case("clause.heures")
    assert part.base.texte == heures.valeur.texte
    assert "," not in part.effectif.texte


def test_la_base_en_temps_pleins_garde_ses_decimales(clause):
    assert clause.get_case("clause.heures_par_facilitateur").base.texte == "12,80"


def test_d_un_total_la_base_dit_ce_que_sont_ses_lignes(clause):
    heures = clause.get_case("clause.heures")
    assert (heures.base.texte.isdigit() or "\u202f" in heures.base.texte, heures.base_dite) == (True, "lignes")


@pytest.mark.parametrize(
    ("code", "ecrit"),
    [
        ("plie.duree_moyenne", "1 mois"), ("plie.stock", "1 parcours"), ("plie.etapes", "1 étape"),
        ("plie.etapes_par_participant", "1,00 étape par participant"),
    ],
)  # fmt: skip
def test_une_unite_s_accorde_et_parcours_garde_sa_lettre(livre, code, ecrit):
    case = livre.get_case(code)
    diviseur = int(getattr(case.mesure, "diviseur", 1))
    une = replace(case, cellule=case.cellule._replace(numerateur=diviseur, base=1))
    assert read_texte(say_valeur(une)) == ecrit


def test_le_pluriel_commence_a_deux(clause):
    un, beaucoup = (clause.get_case(code).valeur for code in ("clause.contrats_par_participant", "clause.participants"))
    assert read_texte(say_nombre(un, "contrat", "contrats")) == "1,10 contrat"
    assert read_texte(say_nombre(beaucoup, "personne", "personnes")) == "438 personnes"


def test_un_nom_trop_long_pour_sa_barre_ne_se_confond_pas_avec_un_autre():
    longs = ["Mise à disposition, entreprise adaptée de travail temporaire", "Mise à disposition, GEIQ"]
    assert shorten(longs) == ["Mise à disposition, entreprise adaptée de tra…", "Mise à disposition, GEIQ"]
    assert shorten(["Société d’économie mixte, société publique locale", "Région"])[0] == "Société d’économie mixte"
