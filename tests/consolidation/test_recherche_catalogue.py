"""The words people use find the measure they mean, and no word is needed that the label does not say."""

import pytest

from maillage.consolidation.catalogue.recherche import list_mots, search_mesures
from maillage.consolidation.catalogue.recueils import RECUEILS


def find(texte):
    return [one.mesure.code for one in search_mesures(texte)]


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ("taux de sorties positives", "plie.taux_brut"), ("TAUX DES SORTIES POSITIVES", "plie.taux_brut"),
        ("sortie positive", "plie.sorties_positives"), ("heures d’insertion", "clause.heures"), ("heure insertion", "clause.heures"),
        ("emploi durable", "plie.part_emploi"), ("file active", "plie.file_active"), ("coût par participant", "enquete.cout_participant"),
    ],
)  # fmt: skip
def test_les_mots_de_tous_les_jours_trouvent_l_indicateur(texte, code):
    assert code in find(texte)[:2]


def test_tout_indicateur_se_trouve_par_son_libelle():
    for recueil in RECUEILS:
        for code, mesure in recueil.catalogue.mesures.items():
            assert code in find(mesure.libelle), mesure.libelle


def test_ce_qu_une_ventilation_distingue_trouve_ses_indicateurs():
    assert "plie.entrees" in find("bénéficiaires du RSA")


def test_les_petits_mots_seuls_ne_cherchent_rien():
    assert list_mots("de la, des") == []
    assert find("de la, des") == []
    assert find("zzzz sorties") == []


def test_chaque_resultat_dit_sa_consolidation_et_sa_nature():
    assert (
        search_mesures("heures insertion validées")[0].precision
        == "Consolidation de la clause sociale · total, en heures"
    )
