"""Notes: who reads them, what is kept out of them."""

import pytest

from maillage.parcours.models import Entretien, Note
from maillage.socle.journal.models import Acces
from maillage.socle.roles import Role
from tests.parcours.suivi.pages import fill
from tests.parcours.usine import make_parcours
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db


def test_r53_un_numero_interdit_bloque_et_un_mot_signale_se_retire_ou_se_motive(connecte, dispositif, referent):
    address = f"/dossiers/{make_parcours(dispositif, referent=referent).uuid}/entretien/"
    page = fill(connecte, address, faits="NIR 2 69 05 49 588 157 80", motif_alerte="utile")
    assert "sécurité sociale" in str(page.context["form"].errors)
    page = fill(connecte, address, faits="Suit une chimiothérapie le jeudi.")
    assert [a.famille for a in page.context["form"].alertes] == ["sante"]
    assert not Entretien.objects.exists()
    assert (
        fill(
            connecte, address, faits="Suit une chimiothérapie le jeudi.", motif_alerte="La personne le demande."
        ).status_code
        == 302
    )
    note = Note.objects.get()
    assert note.alertes == ["sante"]
    assert note.motif_alerte == "La personne le demande."


def test_r51_la_page_rappelle_que_la_personne_peut_lire(connecte, dispositif, referent):
    page = connecte.get(f"/dossiers/{make_parcours(dispositif, referent=referent).uuid}/entretien/")
    assert "La personne peut lire ce texte" in page.content.decode()


def test_r52_une_correction_est_une_nouvelle_version_et_la_premiere_reste(connecte, dispositif, referent):
    parcours = make_parcours(dispositif, referent=referent)
    fill(connecte, f"/dossiers/{parcours.uuid}/entretien/", faits="Venue à dix heures.")
    first = Note.objects.get()
    fill(connecte, f"/entretiens/{first.entretien.uuid}/note/", faits="Venue à onze heures.")
    assert [(n.rang, n.faits) for n in Note.objects.order_by("rang")] == [
        (1, "Venue à dix heures."), (2, "Venue à onze heures."),
    ]  # fmt: skip
    page = connecte.get(f"/entretiens/{first.entretien.uuid}/").content.decode()
    assert "Venue à dix heures." in page
    assert "Version 1" in page


def test_r24_une_note_non_partagee_s_ouvre_avec_une_raison_ecrite_au_journal(client, dispositif, referent):
    client.force_login(referent.compte)
    parcours = make_parcours(dispositif, referent=referent)
    fill(client, f"/dossiers/{parcours.uuid}/entretien/", faits="Dit préférer un poste du matin.")
    address = f"/entretiens/{Entretien.objects.get().uuid}/"
    client.force_login(make_habilitation(Role.COORDINATEUR, dispositif).compte)
    assert "poste du matin" not in client.get(address).content.decode()
    assert "poste du matin" not in client.post(f"{address}ouvrir/", {}).content.decode()
    assert not Acces.objects.filter(type="parcours.note_ouverte").exists()
    assert client.get(f"{address}note/").status_code == 302
    assert "poste du matin" in client.post(f"{address}ouvrir/", {"motif": "remplacement"}).content.decode()
    assert Acces.objects.get(type="parcours.note_ouverte").details["motif"] == "remplacement"


def test_une_note_partagee_se_lit_sans_raison(client, dispositif, referent):
    client.force_login(referent.compte)
    parcours = make_parcours(dispositif, referent=referent)
    fill(client, f"/dossiers/{parcours.uuid}/entretien/", faits="Prête pour l’immersion.", niveau="partagee")
    client.force_login(make_habilitation(Role.COORDINATEUR, dispositif).compte)
    assert "Prête pour l’immersion." in client.get(f"/entretiens/{Entretien.objects.get().uuid}/").content.decode()


def test_une_note_sociale_ne_s_ouvre_ni_pour_un_remplacement_ni_pour_une_passation(client, dispositif, referent):
    client.force_login(referent.compte)
    parcours = make_parcours(dispositif, referent=referent)
    fill(client, f"/dossiers/{parcours.uuid}/entretien/", faits="Hébergée par sa sœur.", niveau="sociale")
    address = f"/entretiens/{Entretien.objects.get().uuid}/"
    assert "Hébergée par sa sœur." in client.get(address).content.decode()
    client.force_login(make_habilitation(Role.COORDINATEUR, dispositif).compte)
    page = client.get(address).content.decode()
    assert "Hébergée par sa sœur." not in page
    assert "ni pour une passation" in page
    for motif in ("remplacement", "passation"):
        assert "Hébergée par sa sœur." not in client.post(f"{address}ouvrir/", {"motif": motif}).content.decode()
    assert not Acces.objects.filter(type="parcours.note_ouverte").exists()
    assert "Hébergée par sa sœur." in client.post(f"{address}ouvrir/", {"motif": "demande"}).content.decode()


def test_une_version_sociale_garde_la_note_fermee_meme_si_la_derniere_ne_l_est_plus(client, dispositif, referent):
    client.force_login(referent.compte)
    parcours = make_parcours(dispositif, referent=referent)
    fill(client, f"/dossiers/{parcours.uuid}/entretien/", faits="Hébergée par sa sœur.", niveau="sociale")
    entretien = Entretien.objects.get()
    fill(client, f"/entretiens/{entretien.uuid}/note/", faits="Cherche un logement.", niveau="partagee")
    client.force_login(make_habilitation(Role.COORDINATEUR, dispositif).compte)
    page = client.get(f"/entretiens/{entretien.uuid}/").content.decode()
    assert "Cherche un logement." in page
    assert "Hébergée par sa sœur." not in page
    opened = client.post(f"/entretiens/{entretien.uuid}/ouvrir/", {"motif": "remplacement"}).content.decode()
    assert "Hébergée par sa sœur." not in opened
