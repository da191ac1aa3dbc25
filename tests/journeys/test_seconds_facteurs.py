"""Passkeys and recovery codes, in a browser with a virtual authenticator (WebAuthn asks for `localhost`, not an IP)."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from maillage.comptes.models import Compte
from maillage.socle.roles import Role
from tests.usine import make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.navigateur
MOT_DE_PASSE = "un mot de passe d’essai"
CLE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _compteurs_a_zero() -> None:
    cache.clear()


@pytest.fixture
def claire(transactional_db: None) -> Compte:
    """A référente whose account has nothing but a password yet."""
    compte = make_compte(prenom="Claire", nom="Morel")
    make_habilitation(Role.REFERENT, make_dispositif("PLIE du Pays de Valombre"), compte=compte)
    Authenticator.objects.all().delete()
    return compte


def plug_key(visite: Any) -> None:
    """A device that holds passkeys and says yes, as a fingerprint reader would."""
    devtools = visite.page.context.new_cdp_session(visite.page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": CLE})


def sign_in(visite: Any, compte: Compte) -> None:
    visite.va("/compte/connexion/")
    visite.page.locator("input[name=login]").fill(compte.email)
    visite.page.locator("input[type=password]").fill(MOT_DE_PASSE)
    visite.page.get_by_role("button", name="Se connecter", exact=True).click()


def sign_out(visite: Any) -> None:
    visite.page.locator("details[data-menu] > summary").last.click()
    visite.page.get_by_role("button", name="Se déconnecter").click()
    visite.page.get_by_role("link", name="Se connecter").first.wait_for()


def look(visite: Any, nom: str) -> None:
    visite.capture(nom)
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


@pytest.mark.parametrize("largeur", [1280, 360])
def test_une_cle_d_acces_se_pose_puis_ouvre_le_compte_sans_mot_de_passe(
    claire: Compte, ouvrir: Any, largeur: int
) -> None:
    visite = ouvrir(largeur)
    plug_key(visite)
    page = visite.page
    sign_in(visite, claire)
    page.wait_for_url("**/mon-compte/proteger/**")
    look(visite, "proteger")
    visite.suit(page.get_by_role("link", name="Enregistrer une clé d’accès"))
    look(visite, "cle-ajouter")
    page.get_by_role("button", name="Enregistrer la clé d’accès").click()
    page.wait_for_url("**/codes/**")
    look(visite, "codes")
    page.get_by_label("Je les ai gardés en lieu sûr").check()
    assert Authenticator.objects.filter(user=claire, type=Authenticator.Type.WEBAUTHN).count() == 1
    visite.va("/compte/cles-d-acces/")
    look(visite, "cles")
    sign_out(visite)
    visite.va("/compte/connexion/")
    look(visite, "connexion")
    page.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    page.wait_for_url("**/accueil/")
    assert "Claire" in page.get_by_role("heading", level=1).inner_text()


def test_sans_cle_sur_l_appareil_la_page_le_dit_et_la_console_se_tait(claire: Compte, ouvrir: Any) -> None:
    visite = ouvrir(360)
    plug_key(visite)  # holds no passkey for Maillage
    visite.va("/compte/connexion/")
    visite.page.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    visite.page.get_by_text("La clé d’accès n’a pas été utilisée").wait_for()
    look(visite, "cle-refusee")


@pytest.mark.parametrize("largeur", [1280, 360])
def test_un_code_de_secours_ouvre_une_fois_et_une_seule(ouvrir: Any, largeur: int) -> None:
    compte = make_habilitation(Role.REFERENT, make_dispositif(), compte=make_compte(prenom="Karim")).compte
    visite = ouvrir(largeur, compte=compte)
    page = visite.page
    visite.va("/mon-compte/")
    look(visite, "mon-compte")
    page.get_by_role("link", name="Créer mes codes de secours").click()
    page.wait_for_url("**/confirmer/**")
    page.locator("input[type=password]").fill(MOT_DE_PASSE)
    look(visite, "confirmer")
    page.get_by_role("button", name="Confirmer").click()
    page.wait_for_url("**/nouveaux/")
    look(visite, "codes-creer")
    page.get_by_role("button", name="Créer mes codes de secours").click()
    page.wait_for_url("**/codes/")
    codes = page.locator("#recovery_codes").input_value().split()
    assert len(codes) == 10
    page.get_by_label("Je les ai gardés en lieu sûr").check()
    for essai in ("premier", "second"):
        sign_out(visite)
        sign_in(visite, compte)
        page.wait_for_url("**/verifier/")
        page.get_by_label("Code").fill(codes[0])
        page.get_by_role("button", name="Ouvrir ma session").click()
        page.wait_for_url("**/accueil/" if essai == "premier" else "**/verifier/")
        if essai == "premier":
            assert "Karim" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_text("a déjà servi").first.wait_for()
    look(visite, "verifier-refus")
