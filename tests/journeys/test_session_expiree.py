"""A session that ends in the middle of a form: sign in again, and what was typed is there."""

import time
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache

from maillage.comptes import sessions
from maillage.comptes.models import Compte, Invitation
from maillage.socle.formulaires.models import Saisie
from maillage.socle.roles import Role
from tests.comptes.test_securite import write_code
from tests.journeys.test_seconds_facteurs import MOT_DE_PASSE, look
from tests.navigateur import SESSION
from tests.usine import make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.navigateur
ADRESSE = "helene.castan@exemple.invalid"


@pytest.fixture(autouse=True)
def _compteurs_a_zero() -> None:
    cache.clear()


@pytest.fixture
def admin(transactional_db: None) -> Compte:
    return make_habilitation(Role.ADMINISTRATEUR, compte=make_compte(prenom="Anne", nom="Admin")).compte


def leave_alone(visite: Any, minutes: int) -> None:
    """As if nobody had touched this session for that long; once the page has asked for all it shows, or the two writers
    of SQLite's shared memory would meet."""
    visite.page.wait_for_load_state("networkidle")
    (key,) = [cookie["value"] for cookie in visite.page.context.cookies() if cookie["name"] == SESSION]
    session = SessionStore(key)
    session[sessions.OUVERTE] = session[sessions.VUE] = time.time() - minutes * 60
    session.save()


def sign_in_again(visite: Any, compte: Compte) -> None:
    page = visite.page
    page.locator("input[name=login]").fill(compte.email)
    page.locator("input[type=password]").fill(MOT_DE_PASSE)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url("**/verifier/**")
    page.get_by_label("Code").fill(write_code())
    page.get_by_role("button", name="Ouvrir ma session").click()


@pytest.mark.parametrize("largeur", [1280, 360])
def test_le_texte_revient_dans_son_formulaire_apres_la_connexion(admin: Compte, ouvrir: Any, largeur: int) -> None:
    plie = make_dispositif("PLIE du Pays de Valombre")
    visite = ouvrir(largeur, compte=admin)
    page = visite.page
    visite.va(f"/structures/{plie.uuid}/")
    page.get_by_label("Délégué").check()
    page.get_by_label("Adresse électronique").fill(ADRESSE)
    leave_alone(visite, minutes=31)
    page.get_by_role("button", name="Envoyer l’invitation").click()
    page.get_by_text("30 minutes sans activité").wait_for()
    assert page.get_by_text("Ce que vous écriviez est gardé").is_visible()
    look(visite, "expiree-connexion")
    assert not Invitation.objects.exists()
    sign_in_again(visite, admin)
    page.get_by_text("rien n’est encore enregistré").wait_for()
    look(visite, "expiree-retour")
    assert page.get_by_label("Adresse électronique").input_value() == ADRESSE
    assert page.get_by_label("Délégué").is_checked()
    page.get_by_role("button", name="Envoyer l’invitation").click()
    page.get_by_text(f"L’invitation part à {ADRESSE}").wait_for()
    assert Invitation.objects.get().role == Role.DPD
    assert not Saisie.objects.exists()


def test_une_autre_personne_du_meme_poste_ne_trouve_pas_le_texte(admin: Compte, ouvrir: Any) -> None:
    visite = ouvrir(compte=admin)
    page = visite.page
    visite.va("/mon-compte/")
    page.get_by_label("Prénom").fill("Annabelle")
    leave_alone(visite, minutes=31)
    page.get_by_role("button", name="Enregistrer mon nom").click()
    page.get_by_text("30 minutes sans activité").wait_for()
    other = make_habilitation(Role.ADMINISTRATEUR, compte=make_compte(prenom="Bruno")).compte
    visite.attendues.add(404)
    sign_in_again(visite, other)
    page.wait_for_url("**/saisie/**")
    assert "Annabelle" not in page.content()
    look(visite, "expiree-autrui")
    assert Saisie.objects.get().compte_id == admin.pk
