"""The forms of the fiche, posted twice: a double click, a reload, the same window left open."""

from datetime import date

import pytest

from maillage.reseau.models import Organisation
from maillage.socle.formulaires.models import Saisie
from maillage.socle.journal.models import Evenement
from maillage.socle.roles import Role
from maillage.territoire.actions import import_referentiel
from tests.reseau.test_gestion import PORTEUR, SAISIE, connect, sign
from tests.territoire.conftest import read_petit_jeu
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
LIEU = {"lieu": "commune:59350", "nature": "plein", "du": "2026-01-01"}


@pytest.fixture
def directrice(client):
    import_referentiel(read_petit_jeu())
    return connect(client, make_habilitation(Role.DIRECTEUR, make_dispositif()))


def post_deux_fois(client, adresse, champs):
    first, second = client.post(adresse, champs), client.post(adresse, champs)
    assert first.status_code == 302, first.content.decode()
    assert (second.status_code, second["Location"]) == (302, first["Location"])


def test_deux_envois_de_la_fiche_ne_font_qu_une_modification(client, directrice):
    adresse = f"/reseau/dispositifs/{directrice.dispositif.slug}/modifier/"
    champs = sign(directrice, SAISIE)
    post_deux_fois(client, adresse, champs)
    assert Evenement.objects.filter(type="reseau.fiche").count() == 1
    # What a colleague corrected since is not undone by the window left open.
    type(directrice.dispositif).objects.filter(pk=directrice.dispositif.pk).update(telephone="03 20 11 11 11")
    client.post(adresse, champs)
    directrice.dispositif.refresh_from_db()
    assert directrice.dispositif.telephone == "03 20 11 11 11"


def test_deux_envois_du_portage_ne_font_qu_un_portage(client, directrice):
    dispositif = directrice.dispositif
    champs = sign(directrice, PORTEUR)
    post_deux_fois(client, f"/reseau/dispositifs/{dispositif.slug}/portage/", champs)
    suivant = sign(directrice, PORTEUR | {"nom": "Autre", "siret": "", "du": "2026-01-01"})
    client.post(f"/reseau/dispositifs/{dispositif.slug}/portage/", suivant)
    client.post(f"/reseau/dispositifs/{dispositif.slug}/portage/", champs)
    assert [p.organisation.nom for p in dispositif.portages.order_by("du")] == ["Association d’essai", "Autre"]
    assert Organisation.objects.count() == 2


def test_deux_envois_d_un_lieu_ne_font_qu_une_ligne_meme_apres_l_avoir_fermee(client, directrice):
    dispositif = directrice.dispositif
    adresse, champs = f"/reseau/dispositifs/{dispositif.slug}/territoire/?q=lille", sign(directrice, LIEU)
    post_deux_fois(client, adresse, champs)
    ligne = dispositif.territoires.get()
    for _ in range(2):
        client.post(f"/reseau/territoires/{ligne.uuid}/fermer/", {"au": "2026-02-01"})
    client.post(adresse, champs)
    assert [t.au for t in dispositif.territoires.all()] == [date(2026, 2, 1)]
    assert Evenement.objects.filter(type="reseau.territoire_ferme").count() == 1


@pytest.mark.parametrize("page", ["modifier", "portage", "territoire"])
def test_sans_son_jeton_un_formulaire_n_ecrit_rien(client, directrice, page):
    dispositif = directrice.dispositif
    for champs in (SAISIE, PORTEUR, LIEU):
        response = client.post(f"/reseau/dispositifs/{dispositif.slug}/{page}/?q=lille", champs)
        assert response.status_code != 302
    assert not Evenement.objects.filter(type__in=("reseau.fiche", "reseau.portage", "reseau.territoire")).exists()


def test_la_session_expiree_rend_le_texte_de_la_fiche(client, directrice):
    adresse = f"/reseau/dispositifs/{directrice.dispositif.slug}/modifier/"
    champs = sign(directrice, SAISIE | {"presentation": "Un texte long à écrire"})
    client.logout()
    assert client.post(adresse, champs).status_code == 302
    kept = Saisie.objects.get()
    connect(client, directrice)
    page = client.get(f"{adresse}?saisie={kept.uuid}").content.decode()
    assert "Un texte long à écrire" in page
    assert "rien n’est encore enregistré" in page
