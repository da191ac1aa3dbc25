"""Suggestions while typing: by keyboard, by axe, wide and narrow; without script, a plain form."""

import pytest

from maillage.socle.roles import Role
from maillage.territoire import actions
from tests import usine
from tests.territoire.conftest import read_petit_jeu

pytestmark = pytest.mark.navigateur


@pytest.fixture
def compte(ouvrir):
    actions.import_referentiel(read_petit_jeu())
    return usine.make_habilitation(Role.DIRECTEUR, usine.make_dispositif("PLIE du Pays de Valombre")).compte


@pytest.mark.parametrize("largeur", [1280, 360])
def test_la_boite_de_recherche_se_parcourt_au_clavier(ouvrir, compte, largeur):
    visite = ouvrir(largeur, compte=compte)
    visite.va("/a-faire/")
    boite = visite.page.get_by_role("combobox", name="Rechercher").first
    boite.press_sequentially("st herbl", delay=10)
    option = visite.page.get_by_role("option", name="Saint-Herblain")
    option.wait_for()
    assert boite.get_attribute("aria-expanded") == "true"
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()
    boite.press("ArrowDown")
    assert option.get_attribute("aria-selected") == "true"
    assert boite.get_attribute("aria-activedescendant") == option.get_attribute("id")
    boite.press("Escape")
    assert not option.is_visible()
    assert boite.input_value() == "st herbl"
    boite.press("ArrowDown")
    option.wait_for()
    boite.press("ArrowDown")
    boite.press("Enter")
    visite.page.wait_for_url("**/territoire/communes/44162/")
    visite.assert_accessible()


def test_entree_sans_choix_ouvre_la_page_de_resultats(ouvrir, compte):
    visite = ouvrir(compte=compte)
    visite.va("/a-faire/")
    visite.page.get_by_role("combobox", name="Rechercher").first.fill("nantes")
    visite.page.keyboard.press("Enter")
    visite.page.wait_for_url("**/recherche/?q=nantes")
    assert visite.page.get_by_role("main").get_by_role("link", name="Nantes").is_visible()
    visite.assert_accessible()


def test_sans_script_la_boite_et_le_chercheur_sont_de_simples_formulaires(ouvrir, compte):
    visite = ouvrir(360, compte=compte, java_script_enabled=False)
    visite.va("/a-faire/")
    visite.page.get_by_label("Rechercher").first.fill("nantes")
    visite.page.keyboard.press("Enter")
    visite.page.wait_for_url("**/recherche/?q=nantes")
    assert visite.page.get_by_role("main").get_by_role("link", name="Nantes").is_visible()
    visite.va("/communes/")
    visite.page.get_by_label("Nom, code postal ou code Insee").fill("st herblain")
    visite.page.get_by_role("button", name="Trouver").click()
    visite.page.wait_for_url("**/communes/?q=*")
    assert visite.page.get_by_role("link", name="Saint-Herblain").is_visible()


@pytest.mark.parametrize("largeur", [1280, 360])
def test_pres_de_chez_moi_propose_les_communes_et_part_des_le_choix(ouvrir, compte, largeur):
    visite = ouvrir(largeur)
    visite.va("/")
    boite = visite.page.get_by_role("combobox", name="Trouver un PLIE près de chez moi")
    boite.press_sequentially("st herbl", delay=10)
    option = visite.page.get_by_role("option", name="Saint-Herblain")
    option.wait_for()
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()
    visite.suit(option)
    assert visite.page.get_by_role("heading", level=1).inner_text() == "Autour de Saint-Herblain"
    assert boite.input_value() == "Saint-Herblain (44162)"
    visite.assert_accessible()
