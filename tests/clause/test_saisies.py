"""Hours typed or pasted."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.nomenclatures.heures import TypeHeures
from maillage.clause.rules.saisies import Candidat, HeuresIllisibles, read_collage, read_heures

T, F = TypeHeures.TRAVAIL, TypeHeures.FORMATION_CONTRAT
GRILLE = (
    Candidat("1", "Dürand", "Éléonore", ("Martel Bâtiment (fictive)", "CDD"), ("Éléonore Marie", "Petit")),
    Candidat("2", "Ba", "Moussa", ("Horizon Vert", "CDDI")),
    Candidat("3", "Ba", "Moussa", ("Martel Bâtiment (fictive)", "CDD")),
)


@pytest.mark.parametrize(
    ("texte", "heures"),
    [
        ("151,67", "151.67"),
        ("151.67", "151.67"),
        ("1 512,5", "1512.5"),
        ("151 h 40", "151.67"),
        ("35:30", "35.5"),
        ("7h", "7"),
        ("-4", "-4"),
    ],
)
def test_les_heures_se_lisent_comme_on_les_ecrit(texte: str, heures: str) -> None:
    assert read_heures(texte) == Decimal(heures)


@pytest.mark.parametrize("texte", ["douze", "12,345", "1e9", "NaN", "Infinity", "12/3", "=1+1"])
def test_ce_qui_n_est_pas_un_nombre_est_dit_tel_qu_il_a_ete_tape(texte: str) -> None:
    with pytest.raises(HeuresIllisibles, match="«"):
        read_heures(texte)


def test_rien_n_est_pas_zero() -> None:
    assert read_heures("  ") is None
    assert read_heures("0") == 0


@given(st.text(max_size=40))
def test_aucun_texte_ne_fait_tomber_la_lecture(texte: str) -> None:
    with suppress(HeuresIllisibles):
        read_heures(texte)
    read_collage(texte, GRILLE, types=(T, F))


def test_une_ligne_de_tableur_trouve_sa_personne_sans_accents_ni_ordre() -> None:
    found = read_collage("DURAND Eleonore\t120,5\t14", GRILLE, types=(T, F))
    assert found.remplis == {("1", T): "120,5", ("1", F): "14"}
    assert not found.incompris


def test_l_entete_dit_ce_que_sont_les_colonnes() -> None:
    texte = "Nom;Prénom;Formation;Heures\nDurand;Éléonore;14;120,5"
    assert read_collage(texte, GRILLE, types=(T, F)).remplis == {("1", T): "120,5", ("1", F): "14"}


def test_un_nom_plus_long_n_est_pas_la_meme_personne() -> None:
    found = read_collage("Durand-Martin Éléonore\t120", GRILLE, types=(T,))
    assert not found.remplis
    assert found.incompris[0].raison == "Personne de ce nom dans la grille."
    assert read_collage("Mme Durand Éléonore Marie\t120", GRILLE, types=(T,)).remplis  # another of her names


def test_deux_contrats_du_meme_nom_demandent_l_employeur() -> None:
    found = read_collage("Ba Moussa\t70\nBa Moussa\tHorizon Vert\t35", GRILLE, types=(T,))
    assert found.remplis == {("2", T): "35"}
    assert [i.numero for i in found.incompris] == [1]
    assert "employeur" in found.incompris[0].raison


def test_la_meme_ligne_deux_fois_ne_compte_qu_une_fois() -> None:
    found = read_collage("Durand Éléonore 100\nDurand Éléonore 50", GRILLE, types=(T,))
    assert found.remplis == {("1", T): "100"}
    assert "déjà" in found.incompris[0].raison


def test_une_ligne_sans_nombre_est_dite() -> None:
    assert read_collage("Durand Éléonore\tabsente", GRILLE, types=(T,)).incompris[0].raison.startswith("Aucun nombre")
