"""What protects an account: limits, second factor, sealed secrets, sessions that end (R10)."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import localdate

from maillage.comptes import sessions
from maillage.comptes.adaptateurs import AdaptateurSecondFacteur
from maillage.comptes.durees import get_parametres
from maillage.socle.acces import Politique
from maillage.socle.journal.models import Acces
from maillage.socle.roles import Role
from tests.comptes.test_connexion import MOT_DE_PASSE, connect
from tests.usine import SECRET_TOTP, make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _compteurs_a_zero():
    cache.clear()


def write_code(secret: str = SECRET_TOTP) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


class TestUnCompteNeSeDevinePas:
    def erreurs(self, client: Client, email: str) -> bytes:
        page = connect(client, email, "un mauvais mot de passe")
        assert page.status_code == 200
        return page.content.replace(email.encode(), b"").split(b"<form", 1)[1].split(b"csrfmiddlewaretoken")[1][90:]

    def test_la_meme_reponse_connu_ou_inconnu(self):
        known, unknown = make_compte().email, "personne@exemple.test"
        assert self.erreurs(Client(), known) == self.erreurs(Client(), unknown)

    def test_autant_de_hachages_connu_ou_inconnu(self, monkeypatch):
        """Timing class: the costly step, the hash of the password, is done exactly once on both sides."""
        from django.contrib.auth.hashers import MD5PasswordHasher

        done: list[str] = []
        original = MD5PasswordHasher.encode

        def encode(*args):
            done.append("x")
            return original(*args)

        monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
        counts = []
        known = make_compte().email
        for email in (known, "personne@exemple.test"):
            done.clear()
            connect(Client(), email, "un mauvais mot de passe")
            counts.append(len(done))
        assert counts == [1, 1]

    def test_un_mot_de_passe_oublie_recoit_la_meme_reponse(self, client):
        known = make_compte().email
        pages = [
            client.post("/compte/mot-de-passe/oublie/", {"email": email}) for email in (known, "personne@exemple.test")
        ]
        assert [p.status_code for p in pages] == [302, 302]
        assert pages[0].url == pages[1].url
        assert [m.to for m in mail.outbox] == [[known]]

    def test_le_blocage_vient_au_meme_essai_connu_ou_inconnu_et_se_dit(self):
        for email in (make_compte().email, "personne@exemple.test"):
            client = Client()
            pages = [connect(client, email, "faux").content.decode() for _ in range(6)]
            assert ["Trop d’essais" in page for page in pages] == [False] * 5 + [True]

    def test_le_blocage_tient_meme_avec_le_bon_mot_de_passe_et_d_une_autre_adresse(self):
        email = make_compte().email
        for _ in range(5):
            connect(Client(), email, "faux")
        client = Client(REMOTE_ADDR="192.0.2.9", headers={"user-agent": "autre"})
        assert connect(client, email.upper()).status_code == 200
        assert "_auth_user_id" not in client.session

    def test_une_adresse_qui_essaie_tous_les_comptes_est_bloquee_sans_bloquer_les_autres(self):
        for rang in range(30):
            connect(Client(REMOTE_ADDR="192.0.2.9"), f"compte{rang}@exemple.test", "faux")
        page = connect(Client(REMOTE_ADDR="192.0.2.9"), make_compte().email)
        assert "Trop d’essais" in page.content.decode()
        assert connect(Client(REMOTE_ADDR="192.0.2.10"), make_compte().email).status_code == 302

    def test_les_echecs_restent_au_journal(self, client):
        compte = make_compte()
        connect(client, compte.email, "faux")
        connect(client, "personne@exemple.test", "faux")
        assert list(
            Acces.objects.filter(type="connexion.echec").order_by("pk").values_list("compte_id", flat=True)
        ) == [compte.pk, None]


class TestLimitesDeSession:
    @pytest.fixture
    def claire(self, client):
        client.force_login(make_compte())
        client.get("/mon-compte/")
        return client

    def age(self, client: Client, **cles: float) -> None:
        session = client.session
        for cle, secondes in cles.items():
            session[cle] = time.time() - secondes
        session.save()

    def test_trente_minutes_sans_rien_faire_ferment_la_session_et_le_disent(self, claire):
        self.age(claire, vue_a=29 * 60)
        assert claire.get("/mon-compte/").status_code == 200
        self.age(claire, vue_a=30 * 60)
        page = claire.get("/mon-compte/", follow=True)
        assert "30 minutes sans activité" in page.content.decode()
        assert "_auth_user_id" not in claire.session

    def test_quinze_apres_une_page_sensible(self, claire):
        session = claire.session
        session[sessions.SENSIBLE] = True
        session.save()
        self.age(claire, vue_a=15 * 60)
        assert claire.get("/mon-compte/").status_code == 302

    def test_une_page_sensible_marque_la_session(self):
        session: dict[str, object] = {}
        now = time.time()
        sessions.touch(session, now=now, sensible=Politique(sensible=True).sensible)  # type: ignore[arg-type]
        sessions.touch(session, now=now + 1, sensible=True)  # type: ignore[arg-type]
        assert session[sessions.SENSIBLE] is True
        assert sessions.touch(session, now=now + 2, sensible=False)  # type: ignore[arg-type]
        assert sessions.SENSIBLE not in session

    def test_douze_heures_ferment_meme_une_session_active(self, claire):
        self.age(claire, ouverte_a=12 * 3600)
        assert "durée maximale" in claire.get("/mon-compte/", follow=True).content.decode()

    def test_les_durees_sont_datees(self, settings):
        day = localdate()
        settings.COMPTES_PARAMETRES = [
            {"du": day - timedelta(days=9)},
            {"du": day, "inactivite": timedelta(minutes=5)},
            {"du": day + timedelta(days=1), "inactivite": timedelta(minutes=1)},
        ]
        assert get_parametres(on=day).inactivite == timedelta(minutes=5)
        assert get_parametres(on=day - timedelta(days=1)).inactivite == timedelta(minutes=30)


def test_tout_deconnecter_ferme_chaque_appareil():
    compte = make_compte()
    ici, ailleurs = Client(), Client()
    for client in (ici, ailleurs):
        connect(client, compte.email)
    ici.post("/mon-compte/tout-deconnecter/")
    assert ici.get("/mon-compte/").status_code == ailleurs.get("/mon-compte/").status_code == 302


def test_changer_de_mot_de_passe_ferme_les_autres_sessions():
    compte = make_compte()
    ici, ailleurs = Client(), Client()
    for client in (ici, ailleurs):
        connect(client, compte.email)
    nouveau = "un tout autre mot de passe"
    champs = {"oldpassword": MOT_DE_PASSE, "password1": nouveau, "password2": nouveau}
    assert ici.post("/compte/mot-de-passe/", champs).status_code == 302
    assert ici.get("/mon-compte/").status_code == 200
    assert ailleurs.get("/mon-compte/").status_code == 302


class TestSecondFacteur:
    @pytest.fixture
    def claire(self):
        return make_habilitation(Role.REFERENT, make_dispositif()).compte

    @pytest.mark.parametrize(
        "role", [Role.REFERENT, Role.DIRECTEUR, Role.GESTIONNAIRE_FSE, Role.DPD, Role.ADMINISTRATEUR]
    )
    def test_sans_lui_rien_ne_s_ouvre_a_qui_voit_des_noms_ou_administre(self, client, role):
        lieu = None if role is Role.ADMINISTRATEUR else make_dispositif()
        compte = make_habilitation(role, lieu).compte
        Authenticator.objects.filter(user=compte).delete()
        client.force_login(compte)
        for adresse in ("/accueil/", "/mon-compte/", "/equipe/", "/qui-peut-quoi/"):
            assert client.get(adresse).url.startswith("/mon-compte/proteger/")
        assert client.get("/accueil/", headers={"HX-Request": "true"}).status_code == 403
        quiet = client.get("/a-faire/compte/", headers={"HX-Request": "true"})
        assert (quiet.status_code, quiet.content) == (204, b"")
        assert client.get("/mon-compte/proteger/").status_code == 200
        assert client.get("/").status_code == 200

    def test_qui_ne_voit_aucun_nom_n_y_est_pas_oblige(self, client):
        client.force_login(make_habilitation(Role.ELU, make_dispositif()).compte)
        assert client.get("/accueil/").status_code == 200

    def test_le_mot_de_passe_seul_n_ouvre_pas_la_session(self, client, claire):
        assert connect(client, claire.email).url == "/compte/double-authentification/verifier/"
        assert "_auth_user_id" not in client.session
        before = client.session.session_key
        assert client.post("/compte/double-authentification/verifier/", {"code": write_code()}).url == "/accueil/"
        assert client.session.session_key != before

    def test_un_code_faux_ou_deja_servi_est_refuse(self, client, claire):
        connect(client, claire.email)
        page = client.post("/compte/double-authentification/verifier/", {"code": "000000"})
        assert "incorrect" in page.content.decode()
        code = write_code()
        client.post("/compte/double-authentification/verifier/", {"code": code})
        other = Client()
        connect(other, claire.email)
        other.post("/compte/double-authentification/verifier/", {"code": code})
        assert "_auth_user_id" not in other.session

    @pytest.mark.django_db(transaction=True)  # the key changes once the factor is committed
    def test_on_l_installe_et_la_session_change_de_cle(self, client):
        compte = make_habilitation(Role.REFERENT, make_dispositif()).compte
        Authenticator.objects.filter(user=compte).delete()
        connect(client, compte.email)
        page = client.get("/compte/double-authentification/application/")
        before = client.session.session_key
        secret = page.context["form"].secret
        client.post("/compte/double-authentification/application/", {"code": write_code(secret)})
        found = Authenticator.objects.get(user=compte, type="totp")
        assert secret not in str(found.data)
        assert AdaptateurSecondFacteur().decrypt(found.data["secret"]) == secret
        assert client.session.session_key != before
        assert client.get("/accueil/").status_code == 200


@pytest.mark.parametrize("faible", ["azertyuiop", "password1234", "aaaaaaaaaaaaaaaa", "motdepasse2026", "camilleessai"])
def test_un_mot_de_passe_court_connu_ou_devinable_est_refuse(client, faible):
    client.force_login(make_compte())
    champs = {"oldpassword": MOT_DE_PASSE, "password1": faible, "password2": faible}
    assert client.post("/compte/mot-de-passe/", champs).status_code == 200


def test_les_pages_portent_leur_numero_de_requete(client):
    assert len(client.get("/")["X-Request-ID"]) == 32
