"""The frame in the browser: both, wide and narrow, by keyboard and by axe."""

import pytest

from maillage.socle import navigation
from maillage.socle.navigation import Entree
from maillage.socle.roles import Role
from tests import usine

pytestmark = pytest.mark.navigateur


@pytest.fixture(autouse=True)
def _une_entree(monkeypatch):
    """Whatever the apps declare, the navigation has something to show."""
    entree = Entree(libelle="Ma file active", url="/galerie/file/", icone="users-round", ordre=1)
    monkeypatch.setitem(navigation.ENTREES, entree.url, entree)


@pytest.mark.parametrize("largeur", [1280, 360, 320])
def test_le_cadre_public_est_accessible_et_ne_deborde_pas(ouvrir, largeur):
    visite = ouvrir(largeur)
    visite.va("/")
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


@pytest.mark.parametrize("largeur", [1280, 360, 320])
def test_le_cadre_de_l_application_est_accessible_et_ne_deborde_pas(ouvrir, largeur):
    habilitation = usine.make_habilitation(Role.DIRECTEUR, usine.make_dispositif("PLIE du Pays de Valombre"))
    visite = ouvrir(largeur, compte=habilitation.compte)
    visite.va("/")
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()
    visite.page.locator("details[data-menu] > summary").last.click()
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


def test_la_premiere_touche_propose_d_aller_au_contenu(ouvrir):
    visite = ouvrir()
    visite.va("/")
    visite.page.keyboard.press("Tab")
    assert visite.page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    visite.page.keyboard.press("Enter")
    assert visite.page.evaluate("document.activeElement.id") == "contenu"


def test_a_360_la_navigation_s_ouvre_et_se_ferme_au_clavier_sans_script(ouvrir):
    habilitation = usine.make_habilitation(Role.DIRECTEUR, usine.make_dispositif())
    visite = ouvrir(360, compte=habilitation.compte, java_script_enabled=False)
    visite.va("/")
    volet = visite.page.locator("#navigation")
    assert not volet.is_visible()
    visite.page.get_by_role("button", name="Menu").press("Enter")
    assert volet.is_visible()
    visite.page.keyboard.press("Escape")
    assert not volet.is_visible()


def test_le_menu_du_compte_se_ferme_par_echappement_et_rend_le_focus(ouvrir):
    habilitation = usine.make_habilitation(Role.DIRECTEUR, usine.make_dispositif())
    visite = ouvrir(compte=habilitation.compte)
    visite.va("/")
    summary = visite.page.locator("details[data-menu] > summary").last
    summary.press("Enter")
    assert visite.page.get_by_role("button", name="Se déconnecter").is_visible()
    visite.page.keyboard.press("Escape")
    assert not visite.page.get_by_role("button", name="Se déconnecter").is_visible()
    assert visite.page.evaluate("document.activeElement.tagName") == "SUMMARY"
