"""Which cells tell of too few, by themselves."""

import pytest

from maillage.consolidation.secret.nomenclatures import Cause, Contributeurs, Nature
from maillage.consolidation.secret.primaire import (
    list_primaires,
    protect_contributeurs,
    protect_difference,
    protect_effectif,
)
from maillage.consolidation.secret.tableaux import Cellule
from tests.consolidation.petits_tableaux import EXEMPLE, LIEUX, PUBLICS, SEUILS, SORTIES, make_plat, make_tableau


def list_causes(tableau, seuils=SEUILS):
    return {place: protection.cause for place, protection in list_primaires(tableau, seuils).items()}


@pytest.mark.parametrize(("effectif", "is_cachee"), [(0, False), (1, True), (4, True), (5, False), (40, False)])
def test_r63_un_chiffre_de_une_a_quatre_personnes_est_primaire_zero_ne_l_est_pas(effectif, is_cachee):
    assert (protect_effectif(effectif, SEUILS.personnes) is not None) is is_cachee


def test_le_public_a_un_seuil_plus_haut_que_la_diffusion_restreinte():
    tableau = make_tableau((LIEUX, SORTIES), EXEMPLE)
    assert set(list_causes(tableau)) == {("A", "autres")}
    assert set(list_causes(tableau, PUBLICS)) > {("A", "autres"), ("A", "formation"), ("C", "autres")}


def test_ce_qui_est_sensible_ou_croise_trois_variables_garde_le_seuil_haut_en_diffusion_restreinte():
    qpv = make_plat("qpv", "oui", "non", is_sensible=True)
    sexe = make_plat("sexe", "f", "h")
    feuilles = {("oui", "f"): 8, ("non", "f"): 40, ("oui", "h"): 30, ("non", "h"): 50}
    assert set(list_causes(make_tableau((qpv, sexe), feuilles))) == {("oui", "f")}
    trois = make_tableau((LIEUX, SORTIES, sexe), {(*place, s): n for place, n in EXEMPLE.items() for s in ("f", "h")})
    assert ("A", "formation", "f") in list_causes(trois)
    assert ("A", "formation", "total") not in list_causes(trois)


@pytest.mark.parametrize(
    ("parts", "cause"),
    [
        ((("e1", 50), ("e2", 50)), Cause.CONTRIBUTEURS),
        ((("e1", 90), ("e2", 5), ("e3", 5)), Cause.DOMINANCE),
        ((("e1", 85), ("e2", 10), ("e3", 5)), None),
        ((("e1", 40), ("e2", 0), ("e3", 60)), Cause.CONTRIBUTEURS),
        ((), None),
    ],
)
def test_r73_des_heures_de_deux_entreprises_ou_d_une_qui_pese_plus_de_85_pour_cent_sont_primaires(parts, cause):
    lieux = make_plat("lieu", "a", "b")
    grosses = (("e4", 400), ("e5", 300), ("e6", 300))
    tableau = make_tableau(
        (lieux,),
        {("a",): Cellule(sum(n for _, n in parts), parts), ("b",): Cellule(1000, grosses)},
        nature=Nature.GRANDEUR,
        contributeurs=Contributeurs.ENTREPRISES,
    )
    assert list_causes(tableau).get(("a",)) == cause
    assert ("total",) not in list_causes(tableau)


@pytest.mark.parametrize(
    ("parts", "quoi", "largeur"),
    [
        ((60, 40), Contributeurs.DISPOSITIFS, 0),
        ((100,), Contributeurs.DISPOSITIFS, 15),
        ((95, 5), Contributeurs.DISPOSITIFS, 14.25),
        ((60, 40), Contributeurs.ENTREPRISES, 9),
    ],
)
def test_la_somme_de_deux_dispositifs_n_est_un_secret_que_pour_eux(parts, quoi, largeur):
    """One alone, one that has nearly all, two companies of which one works for whoever looks: unknown to everybody."""
    cellule = Cellule(sum(parts), tuple((f"d{rang}", part) for rang, part in enumerate(parts)))
    found = protect_contributeurs(cellule, quoi, SEUILS)
    assert found is not None
    assert found.get_largeur(is_seul=False) == largeur
    assert found.get_largeur(is_seul=True) == pytest.approx(0.15 * parts[0])


def test_r64_une_ventilation_sensible_ou_tous_sont_pareils_est_masquee_zeros_compris():
    revenu = make_plat("revenu", "rsa", "ass", "aucun", is_sensible=True)
    tableau = make_tableau((LIEUX, revenu), {("A", "rsa"): 14, ("B", "rsa"): 20, ("B", "ass"): 15, ("B", "aucun"): 30})
    causes = list_causes(tableau)
    assert {place: causes[place] for place in causes if place[0] == "A"} == {
        ("A", "rsa"): Cause.GROUPE, ("A", "ass"): Cause.GROUPE, ("A", "aucun"): Cause.GROUPE,
    }  # fmt: skip


@pytest.mark.parametrize(("ecart", "bornes"), [(2, (3, 2)), (-2, (2, 3)), (0, None), (5, None), (-5, None)])
def test_r69_entre_deux_publications_l_ecart_vaut_zero_ou_le_seuil(ecart, bornes):
    found = protect_difference(ecart, SEUILS.personnes)
    assert (found and (found.haut, found.bas)) == bornes
