"""The list, its count, the choices and the calendar."""

import re
from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar

from maillage.comptes.models import Compte
from maillage.socle.afaire.models import Preference
from maillage.socle.journal.models import Evenement
from maillage.socle.roles import Role
from tests.usine import make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def referent() -> Compte:
    compte = make_compte()
    make_habilitation(Role.REFERENT, make_dispositif(), compte=compte)
    return compte


@pytest.fixture
def connecte(referent) -> Client:
    client = Client()
    client.force_login(referent)
    return client


class TestListe:
    def test_elle_est_groupee_par_moment(self, choses, connecte):
        choses.combien = 2
        page = connecte.get("/a-faire/").content.decode()
        assert "2 choses vous attendent" in page
        assert page.index("En retard") < page.index("Rappeler Aïcha Bellamy (0)") < page.index("Cette semaine")

    def test_vide_elle_dit_ce_qui_la_remplira(self, choses, connecte):
        page = connecte.get("/a-faire/").content.decode()
        assert "Rien ne vous attend." in page
        assert "une fiche à vérifier" in page

    def test_sans_compte_il_faut_se_connecter(self, client):
        assert client.get("/a-faire/").status_code == 302

    def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_choses(self, choses, connecte, django_assert_num_queries):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        counts = []
        for choses.combien in (2, 20):
            with CaptureQueriesContext(connection) as captured:
                connecte.get("/a-faire/")
            counts.append(len(captured))
        assert counts[0] == counts[1] <= 12

    def test_l_entete_demande_son_compte_apres_la_page(self, choses, connecte):
        choses.combien = 7
        assert 'hx-get="/a-faire/compte/"' in connecte.get("/a-faire/").content.decode()
        response = connecte.get("/a-faire/compte/")
        assert re.search(r">7<.*choses à faire", response.content.decode())
        assert response["Cache-Control"] == "private, max-age=60"

    def test_sans_rien_a_faire_l_entete_ne_montre_pas_de_zero(self, choses, connecte):
        assert connecte.get("/a-faire/compte/").content.strip() == b""


class TestPreferences:
    def test_choisir_un_rythme_s_enregistre_et_se_journalise(self, connecte, referent):
        connecte.post("/a-faire/preferences/", {"rythme": "quotidien"})
        assert Preference.objects.get(compte_id=referent.pk).rythme == "quotidien"
        assert Evenement.objects.filter(type="afaire.rythme", compte_id=referent.pk).exists()

    def test_un_rythme_inconnu_est_refuse(self, connecte):
        page = connecte.post("/a-faire/preferences/", {"rythme": "toutes les heures"}).content.decode()
        assert "n’est pas un choix valide" in page or "n’en fait pas partie" in page or "Sélectionnez un choix" in page
        assert not Preference.objects.exists()


def _read_adresse(client: Client) -> str:
    page = client.get("/a-faire/preferences/").content.decode()
    found = re.search(r'value="http://testserver(/a-faire/calendrier/[^"]+\.ics)"', page)
    assert found
    return found[1]


class TestCalendrier:
    def test_il_se_lit_sans_session_et_ne_nomme_personne(self, choses, connecte, client):
        choses.combien = 3
        connecte.post("/a-faire/calendrier/ouvrir/")
        response = client.get(_read_adresse(connecte))
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        events = Calendar.from_ical(response.content).walk("VEVENT")
        assert [str(event["SUMMARY"]) for event in events] == ["Entretiens à prévoir"] * 3
        assert all(isinstance(event.decoded("DTSTART"), date) for event in events)
        assert len({str(event["UID"]) for event in events}) == 3
        assert b"Bellamy" not in response.content
        assert b"dossiers" not in response.content

    def test_changer_l_adresse_ferme_l_ancienne(self, connecte, client):
        connecte.post("/a-faire/calendrier/ouvrir/")
        before = _read_adresse(connecte)
        connecte.post("/a-faire/calendrier/ouvrir/")
        assert client.get(before).status_code == 404
        assert client.get(_read_adresse(connecte)).status_code == 200

    def test_ferme_il_ne_repond_plus(self, connecte, client):
        connecte.post("/a-faire/calendrier/ouvrir/")
        adresse = _read_adresse(connecte)
        connecte.post("/a-faire/calendrier/fermer/")
        assert client.get(adresse).status_code == 404

    def test_une_adresse_forgee_ne_repond_pas(self, client):
        assert client.get("/a-faire/calendrier/WzEsIDFd:faux:faux.ics").status_code == 404

    def test_un_compte_ferme_n_a_plus_de_calendrier(self, connecte, client, referent):
        connecte.post("/a-faire/calendrier/ouvrir/")
        adresse = _read_adresse(connecte)
        Compte.objects.filter(pk=referent.pk).update(is_active=False)
        assert client.get(adresse).status_code == 404
