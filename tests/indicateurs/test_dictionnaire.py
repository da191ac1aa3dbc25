"""The fingerprint of a definition follows what is computed, and nothing else."""

from dataclasses import replace
from decimal import Decimal

import pytest
from ibis import _

from maillage.indicateurs.dictionnaire import describe, make_empreinte, write_json
from maillage.indicateurs.mesures import Sur, Taux
from tests.indicateurs.essai import CATALOGUE, COULEUR, GAUCHERS, LETTRES, SIGNES, TAILLE, VISITES

MEDIANE, COULEURS = CATALOGUE.mesures["mediane"], CATALOGUE.mesures["couleurs"]
assert isinstance(COULEURS, Taux)


@pytest.mark.parametrize(
    "changes", [{"libelle": "Autrement dit"}, {"note": "Attention"}, {"source": "ailleurs"}, {"compte": "autrement"}]
)
def test_ce_qui_se_dit_autrement_ne_change_pas_l_empreinte(changes):
    assert make_empreinte(replace(GAUCHERS, **changes)) == make_empreinte(GAUCHERS)


@pytest.mark.parametrize(
    ("mesure", "changes"),
    [
        (GAUCHERS, {"condition": ~_.gauche}), (GAUCHERS, {"ventilations": (TAILLE,)}),
        (GAUCHERS, {"population": replace(GAUCHERS.population, condition=_.debut.notnull())}),
        (GAUCHERS, {"population": replace(GAUCHERS.population, une_par=("personne",), dernier=("debut",))}),
        (MEDIANE, {"valeur": _.points}), (MEDIANE, {"diviseur": Decimal(7)}), (MEDIANE, {"quantile": Decimal("0.9")}),
        (MEDIANE, {"decimales": 1}), (COULEURS, {"sur": Sur.ENSEMBLE}), (COULEURS, {"facteur": 1}),
        (COULEURS, {"denominateur": GAUCHERS}), (COULEURS, {"ventilations": (SIGNES, COULEUR)}),
    ],
)  # fmt: skip
def test_ce_qui_se_calcule_autrement_change_l_empreinte(mesure, changes):
    assert make_empreinte(replace(mesure, **changes)) != make_empreinte(mesure)


def test_le_dictionnaire_dit_ce_que_le_catalogue_contient():
    (chapitre,) = describe(CATALOGUE)
    by_code = {mesure.code: mesure for mesure in chapitre.mesures}
    assert list(by_code) == list(CATALOGUE.mesures)
    assert (by_code["part_gauchers"].compte, by_code["part_gauchers"].base) == ("visites de gauchers", "main connue")
    assert by_code["par_personne"].arrondi == "à 2 décimales, demi supérieur"
    assert by_code["gens"].arrondi == "nombre exact"
    assert [v.is_multiple for v in by_code["couleurs"].ventilations] == [False, True]
    assert by_code["couleurs"].base_ventilee.startswith("la base est l’ensemble de ceux dont la réponse est connue")
    assert by_code["arrivees"].ventilations[2].modalites["rouge|p"] == "Rouge, petite"


def test_le_dictionnaire_en_donnees_porte_les_tables_comptees():
    found = write_json(CATALOGUE, (VISITES, LETTRES))
    assert [table["nom"] for table in found["tables"]] == ["visites", "lettres"]
    assert found["tables"][0]["colonnes"][0] == {
        "nom": "dispositif", "type": "string", "definition": "où", "inconnu": "",
    }  # fmt: skip
