"""The list component in the browser: swapped in place with a script, whole pages without, cards on a telephone."""

from typing import Any

import pytest

from maillage.socle.roles import Role
from tests.usine import make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.navigateur


@pytest.mark.parametrize("largeur", [1280, 360])
def test_la_liste_est_accessible_et_ne_deborde_pas(ouvrir: Any, largeur: int) -> None:
    visite = ouvrir(largeur)
    for adresse in (
        "/galerie/listes/",
        "/galerie/listes/?q=valombre&etat=actif&tri=-nom",
        "/galerie/listes/?q=zzz&tri=x",
    ):
        visite.va(adresse)
        visite.page.get_by_text("Colonnes et nombre de lignes").first.click()
        visite.assert_accessible()
        visite.assert_sans_defilement_horizontal()


@pytest.mark.parametrize("script", [True, False])
def test_filtrer_puis_trier_garde_l_adresse(ouvrir: Any, script: bool) -> None:
    visite = ouvrir(java_script_enabled=script)
    visite.va("/galerie/listes/")
    visite.page.get_by_role("combobox", name="État").select_option("emploi")
    visite.page.get_by_role("button", name="Filtrer").click()
    visite.page.wait_for_url("**etat=emploi**")
    visite.page.locator("#tri-exemple-nom").click()
    visite.page.wait_for_url("**tri=-nom**")
    assert "etat=emploi" in visite.page.url
    assert visite.page.locator("main h1").count() == 1, "the fragment, not a page in the page"
    assert visite.page.get_by_text(" personnes sur 24").is_visible()


def test_l_equipe_au_telephone_garde_ses_gestes(transactional_db: None, ouvrir: Any) -> None:
    plie = make_dispositif("PLIE d’ici")
    direction = make_habilitation(Role.DIRECTEUR, plie, compte=make_compte(prenom="Hélène", nom="Castan"))
    make_habilitation(Role.ELU, plie, compte=make_compte(prenom="Paul", nom="Desmarets"))
    visite = ouvrir(360, compte=direction.compte)
    visite.va("/equipe/")
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()
    visite.page.get_by_role("link", name="Changer l’habilitation de Paul Desmarets").click()
    visite.page.wait_for_url("**/changer/")
