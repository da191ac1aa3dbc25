"""Signing in, by password or as a person of the demonstration, and switching role."""

import pytest
from django.test import Client, override_settings
from django.utils.timezone import localdate

from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.journal.models import Acces
from maillage.socle.roles import Role
from tests.usine import make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
MOT_DE_PASSE = "un mot de passe d’essai"


def connect(client: Client, email: str, password: str = MOT_DE_PASSE, **extra):
    return client.post("/compte/connexion/", {"login": email, "password": password, **extra})


class TestMotDePasse:
    def test_une_personne_se_connecte_et_le_journal_le_garde(self, client):
        compte = make_compte()
        assert connect(client, compte.email).url == "/accueil/"
        assert client.session["_auth_user_id"] == str(compte.pk)
        assert Acces.objects.filter(type="connexion", compte_id=compte.pk).count() == 1

    def test_l_adresse_se_tape_en_majuscules_aussi(self, client):
        assert connect(client, make_compte().email.upper()).status_code == 302

    def test_la_session_change_de_cle_a_la_connexion(self, client):
        client.get("/compte/connexion/")
        before = client.session.session_key
        connect(client, make_compte().email)
        assert client.session.session_key != before

    def test_un_compte_ferme_ne_s_ouvre_plus(self, client):
        compte = make_compte(is_active=False)
        connect(client, compte.email)
        assert "_auth_user_id" not in client.session

    @pytest.mark.parametrize("ailleurs", ["https://ailleurs.test/", "//ailleurs.test/", "javascript:alert(1)"])
    def test_la_suite_ne_mene_pas_ailleurs(self, client, ailleurs):
        assert connect(client, make_compte().email, next=ailleurs).url == "/accueil/"

    def test_sans_jeton_rien_ne_passe(self):
        client = Client(enforce_csrf_checks=True)
        assert connect(client, make_compte().email).status_code == 403


@pytest.mark.parametrize(
    "adresse", ["inscription", "adresses", "federation", "federation/inscription", "mot-de-passe/premier"]
)
def test_ce_qui_ne_sert_pas_est_ferme(client, adresse):
    client.force_login(make_compte())
    assert client.get(f"/compte/{adresse}/").status_code == 404


class TestDemonstration:
    @pytest.fixture
    def claire(self):
        compte = make_compte(prenom="Claire", nom="Martin", is_demonstration=True)
        make_habilitation(Role.REFERENT, make_dispositif("PLIE de Valombre"), compte=compte, du=localdate())
        return compte

    def test_la_page_de_connexion_offre_les_personnes(self, client, claire):
        page = client.get("/compte/connexion/").content.decode()
        assert "Claire Martin" in page
        assert "PLIE de Valombre" in page

    def test_un_clic_ouvre_sa_journee_sans_second_facteur(self, client, claire):
        claire.authenticator_set.all().delete()
        assert client.post("/demonstration/entrer/", {"compte": claire.uuid}).url == "/accueil/"
        assert client.get("/compte/appareils/").status_code == 200

    def test_une_personne_reelle_ne_s_ouvre_pas_ainsi(self, client):
        compte = make_compte()
        assert client.post("/demonstration/entrer/", {"compte": compte.uuid}).status_code == 404
        assert client.post("/demonstration/entrer/", {"compte": "n’importe quoi"}).status_code == 404

    def test_hors_de_la_demonstration_la_porte_n_existe_pas(self, client, claire):
        with override_settings(DEMONSTRATION=False):
            assert client.post("/demonstration/entrer/", {"compte": claire.uuid}).status_code == 404
            assert "Claire Martin" not in client.get("/compte/connexion/").content.decode()

    @pytest.mark.parametrize("venue", [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}])
    def test_hors_de_cette_machine_la_porte_n_existe_pas(self, client, claire, venue):
        assert client.post("/demonstration/entrer/", {"compte": claire.uuid}, **venue).status_code == 404
        assert "Claire Martin" not in client.get("/compte/connexion/", **venue).content.decode()

    def test_une_session_de_la_demonstration_ne_sort_pas_de_la_machine(self, client, claire):
        client.post("/demonstration/entrer/", {"compte": claire.uuid})
        assert client.get("/compte/appareils/", REMOTE_ADDR="192.0.2.7").status_code == 302

    def test_la_suite_ne_mene_pas_ailleurs(self, client, claire):
        reponse = client.post("/demonstration/entrer/", {"compte": claire.uuid, "next": "//ailleurs.test/"})
        assert reponse.url == "/accueil/"


class TestChangerDeRole:
    @pytest.fixture
    def samia(self, client):
        compte = make_compte()
        deux = [make_habilitation(Role.REFERENT, make_dispositif(f"PLIE {x}"), compte=compte) for x in "AB"]
        client.force_login(compte)
        return deux

    def test_le_choix_tient_et_se_retrouve_a_la_connexion_suivante(self, client, samia):
        _, b = samia
        client.post("/changer-de-role/", {"habilitation": b.uuid})
        assert client.get("/compte/appareils/").wsgi_request.acteur.habilitation == b.pk
        client.logout()
        client.force_login(b.compte)
        assert client.get("/compte/appareils/").wsgi_request.acteur.habilitation == b.pk

    def test_sans_choix_une_direction_arrive_sur_son_plie(self, client):
        compte = make_compte()
        for type, nom in (
            (TypeDispositif.CLAUSE, "Clause sociale"),
            (TypeDispositif.PLIE, "PLIE"),
            (TypeDispositif.MDE, "MDE"),
        ):
            make_habilitation(Role.DIRECTEUR, make_dispositif(nom, type=type), compte=compte)
        client.force_login(compte)
        page = client.get("/accueil/")
        assert page.wsgi_request.habilitation.dispositif.nom == "PLIE"
        assert [h.dispositif.nom for h in page.wsgi_request.habilitations] == ["PLIE", "MDE", "Clause sociale"]

    def test_la_session_change_de_cle(self, client, samia):
        client.get("/compte/appareils/")
        before = client.session.session_key
        client.post("/changer-de-role/", {"habilitation": samia[1].uuid})
        assert client.session.session_key != before

    def test_l_habilitation_d_un_autre_est_introuvable(self, client, samia):
        autre = make_habilitation(Role.DIRECTEUR, make_dispositif())
        assert client.post("/changer-de-role/", {"habilitation": autre.uuid}).status_code == 404
