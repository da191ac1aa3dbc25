"""The scale of a map: round bounds, few of them, each value in one, drawn from what is shown alone."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.consolidation.cellules.territoires import regroup
from maillage.consolidation.rapport.blocs import Dessin
from maillage.consolidation.rapport.cartes import CLASSES_MAX, list_classes_de_parts, list_classes_de_totaux
from maillage.consolidation.rapport.nombres import read_texte
from maillage.consolidation.rapport.plans.plie.territoires import write_territoires
from tests.consolidation.rapport.exemple import list_lieux


def write_bornes(values: list[int]) -> list[str]:
    return [label.texte.replace("\u202f", " ") for _, label in list_classes_de_totaux([Decimal(v) for v in values])]


@pytest.mark.parametrize(
    ("values", "bornes"),
    [
        ([], []),
        ([0], ["0 ou plus"]),
        ([7], ["5 ou plus"]),
        ([3, 12], ["2 à 4", "5 à 9", "10 ou plus"]),
        ([0, 3], ["0", "1", "2 ou plus"]),
        (
            [5_396, 378_051],
            ["5 000 à 9 999", "10 000 à 19 999", "20 000 à 49 999", "50 000 à 99 999", "100 000 à 199 999", "200 000 ou plus"],
        ),
        ([900, 2_000_000], ["100 à 999", "1 000 à 9 999", "10 000 à 99 999", "100 000 à 999 999", "1 000 000 ou plus"]),
    ],
)  # fmt: skip
def test_les_bornes_grandissent_avec_les_totaux(values, bornes):
    assert write_bornes(values) == bornes


@given(st.lists(st.integers(0, 40_000_000), min_size=1, max_size=30))
def test_chaque_total_a_sa_classe_et_elles_sont_peu_nombreuses(values):
    classes = [low for low, _ in list_classes_de_totaux([Decimal(v) for v in values])]
    assert 1 <= len(classes) <= CLASSES_MAX
    assert classes == sorted(classes)
    assert classes[0] <= min(values)
    assert classes[-1] <= max(values)  # the last class is not empty


@given(st.lists(st.integers(0, 100), min_size=1, max_size=30))
def test_chaque_part_a_sa_classe(values):
    classes = [low for low, _ in list_classes_de_parts([Decimal(v) for v in values])]
    assert 1 <= len(classes) <= CLASSES_MAX
    assert classes[0] <= min(values)
    assert classes[-1] <= max(values)


@pytest.fixture(scope="module")
def groupe(livre):
    """As it is published: the regions of too few answers, put together."""
    found = regroup(replace(livre.consolidation, lieux=list_lieux()), minimum=4)
    return replace(livre, consolidation=found)


def draw(livre):
    partie = write_territoires(livre)
    assert partie is not None
    [dessin] = [bloc for bloc in partie.list_blocs() if isinstance(bloc, Dessin)]
    return dessin


def test_des_regions_publiees_ensemble_portent_la_meme_couleur_et_la_carte_le_dit(groupe):
    dessin = draw(groupe)
    valeurs = dict(dessin.figure.spec.keywords["valeurs"])
    ensemble = groupe.get_case("plie.taux_neutralise", ou=("region", "bre-pdl")).valeur.valeur
    assert valeurs["53"] == valeurs["52"] == float(ensemble)
    assert "bre-pdl" not in valeurs
    [note] = [read_texte(one) for one in dessin.tableau.notes]
    assert "Bretagne, Pays de la Loire" in note
    assert dessin.figure.note == note


def test_ou_quelqu_un_a_ete_compte_la_carte_ne_dit_pas_le_contraire(groupe):
    valeurs = dict(draw(groupe).figure.spec.keywords["valeurs"])
    assert set(valeurs) == {one.region for one in groupe.participants}


def test_un_groupe_masque_ne_peint_aucune_de_ses_regions(groupe):
    cle = groupe.get_case("plie.taux_neutralise", ou=("region", "bre-pdl")).cle
    dessin = draw(replace(groupe, masquees=frozenset({cle})))
    assert not {"52", "53"} & set(dict(dessin.figure.spec.keywords["valeurs"]))
    assert dessin.figure.spec.keywords["absence"] == "masqué ou non compté"


def test_sans_groupe_la_carte_n_a_rien_a_en_dire(livre):
    assert draw(livre).tableau.notes == ()
