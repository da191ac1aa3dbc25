"""The report of 2019 comes out of the command, counted in the 131 000 rows of the fictitious network."""

import csv

import pytest

from maillage.cli import main
from maillage.demonstration.reseau.actions import fill_reseau
from maillage.demonstration.reseau.annees import list_annees
from tests.demonstration.test_reseau import regions as regions

PUBLIE = {
    ("plie.accompagnes", "", ""): "131000", ("plie.entrees", "", ""): "33711", ("plie.sorties_positives", "", ""): "14766",
    ("plie.emploi_durable", "", ""): "11786", ("plie.formation_validee", "", ""): "2194",
    ("plie.autres_positives", "", ""): "786", ("plie.sans_suite", "", ""): "16789", ("plie.taux_brut", "", ""): "47",
    ("plie.taux_neutralise", "", ""): "50", ("plie.positives_sur_entrees", "", ""): "44",
    ("plie.etapes_par_participant", "", ""): "1.34", ("plie.duree_moyenne", "", ""): "25",
    ("plie.entrees.part_femmes", "", ""): "54", ("plie.entrees.publics", "publics", "brsa"): "44",
    ("plie.entrees.publics", "publics", "deld"): "32", ("plie.entrees.ages", "age", "45_plus"): "32",
    ("plie.entrees.part_peu_qualifies", "", ""): "63", ("plie.causes", "cause", "abandon"): "35",
    **{("plie.taux_par_public", "categories", cle): taux for cle, taux in (
        ("femmes", "49"), ("hommes", "45"), ("deld", "53"), ("brsa", "44"), ("sans_qualification", "40"),
        ("peu_qualifies", "46"), ("qualifies", "54"))},
}  # fmt: skip


@pytest.mark.django_db
def test_les_chiffres_du_rapport_de_2019(regions, tmp_path):
    list(fill_reseau(list_annees(2019, 2019), graine=2026))
    assert main(["consolider", "--millesime", "2019", "--sortie", str(tmp_path), "--diffusion", "interne"]) == 0
    with (tmp_path / "cellules.csv").open(encoding="utf-8", newline="") as file:
        france = {
            (ligne["code"], ligne["ventilation"], ligne["modalite"]): ligne["valeur"]
            for ligne in csv.DictReader(file)
            if ligne["niveau"] == "france"
        }
    assert {cle: france[cle] for cle in PUBLIE} == PUBLIE
