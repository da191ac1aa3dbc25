"""Signing in through an identity provider: the whole code flow over HTTP, and every way it may go wrong."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate

from config.oidc import build_providers, read_oidc
from maillage.comptes.models import Compte, Habilitation, Invitation
from maillage.comptes.oidc import COURRIEL_NON_VERIFIE, IDENTITE_REFUSEE, PERSONNE_INCONNUE
from maillage.socle.roles import Role
from tests.comptes.fournisseur import CLIENT, SECRET, run_fournisseur
from tests.usine import make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def fournisseur(settings):
    with run_fournisseur() as found:
        env = {
            "MAILLAGE_OIDC_SERVEUR": found.adresse, "MAILLAGE_OIDC_CLIENT": CLIENT, "MAILLAGE_OIDC_SECRET": SECRET,
            "MAILLAGE_OIDC_ACR_MFA": "https://fournisseur.test/2fa",
        }  # fmt: skip
        settings.OIDC = read_oidc(env)
        settings.SOCIALACCOUNT_PROVIDERS = build_providers(settings.OIDC)
        yield found


@pytest.fixture
def claire(fournisseur):
    compte = make_compte(prenom="Claire")
    fournisseur.claims = {"sub": "sub-claire", "email": compte.email, "email_verified": True, "siret": "1"}
    return compte


def leave(client: Client, **champs) -> str:
    """To the provider and back: the address it sends us to."""
    away: Any = client.post("/compte/federation/oidc/", champs)
    assert away.status_code == 302, away.content.decode()
    back = requests.get(away.url, allow_redirects=False, timeout=5).headers["Location"]
    return back.removeprefix("http://testserver")


def is_connected(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_une_personne_connue_entre_puis_se_retrouve_par_son_identifiant(client, claire, fournisseur):
    assert client.get(leave(client)).url == "/accueil/"
    assert SocialAccount.objects.get(user=claire).uid == "sub-claire"
    client.logout()
    fournisseur.claims["email"] = "nouvelle-adresse@exemple.test"
    client.get(leave(client))
    assert client.session["_auth_user_id"] == str(claire.pk)


def test_la_demande_porte_un_nonce_un_etat_et_un_defi(client, claire):
    asked = parse_qs(urlsplit(client.post("/compte/federation/oidc/").url).query)
    assert {"nonce", "state", "code_challenge"} <= set(asked)


def test_rien_n_est_garde_au_dela_de_l_utile(client, claire):
    client.get(leave(client))
    assert SocialAccount.objects.get().extra_data == {"siret": "1"}


def refusal(client: Client, back: str, phrase: str) -> None:
    page = client.get(back)
    assert page.status_code == 403
    assert phrase in page.content.decode()
    assert not is_connected(client)


def test_un_etat_invente_est_refuse(client, claire):
    refusal(client, leave(client).replace("state=", "state=x"), IDENTITE_REFUSEE)


def test_l_etat_d_un_autre_navigateur_est_refuse(client, claire):
    back = leave(client)
    refusal(Client(), back, IDENTITE_REFUSEE)


def test_une_reponse_ne_sert_qu_une_fois(client, claire):
    back = leave(client)
    client.get(back)
    client.logout()
    refusal(client, back, IDENTITE_REFUSEE)


@pytest.mark.parametrize(
    "mensonge",
    [
        {"nonce": "un autre"}, {"aud": "un autre service"}, {"iss": "https://ailleurs.test"}, {"exp": 1},
        {"sub": "quelqu’un d’autre"},
    ],
    ids=lambda m: next(iter(m)),
)  # fmt: skip
def test_un_jeton_qui_ment_est_refuse(client, claire, fournisseur, mensonge):
    fournisseur.menteur = lambda token: token | mensonge
    refusal(client, leave(client), IDENTITE_REFUSEE)


def test_un_jeton_signe_par_un_autre_est_refuse(client, claire, fournisseur):
    fournisseur.cle = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    refusal(client, leave(client), IDENTITE_REFUSEE)


def test_une_adresse_non_verifiee_est_refusee(client, claire, fournisseur):
    fournisseur.claims["email_verified"] = False
    refusal(client, leave(client), COURRIEL_NON_VERIFIE)


def test_une_personne_inconnue_n_ouvre_pas_de_compte(client, claire, fournisseur):
    fournisseur.claims["email"] = "inconnue@exemple.test"
    before = Compte.objects.count()
    refusal(client, leave(client), PERSONNE_INCONNUE)
    assert Compte.objects.count() == before


def test_un_compte_ferme_recoit_la_meme_reponse_qu_un_inconnu(client, claire):
    Compte.objects.update(is_active=False)
    refusal(client, leave(client), PERSONNE_INCONNUE)


def test_une_adresse_passee_a_quelqu_un_d_autre_n_ouvre_pas_l_ancien_compte(client, claire, fournisseur):
    client.get(leave(client))
    client.logout()
    fournisseur.claims["sub"] = "sub-d-un-autre"
    refusal(client, leave(client), PERSONNE_INCONNUE)


def test_une_invitation_en_attente_s_accepte_en_entrant(client, fournisseur):
    plie = make_dispositif()
    Invitation.objects.create(
        email="paul@exemple.test", role=Role.ELU, dispositif=plie, du=localdate(), creee_le=timezone.now(),
        expire_le=timezone.now() + timedelta(days=1), jeton_sha256="x",
    )  # fmt: skip
    fournisseur.claims = {
        "sub": "paul", "email": "paul@exemple.test", "email_verified": True, "given_name": "Paul", "usual_name": "Ott",
    }  # fmt: skip
    client.get(leave(client))
    assert Habilitation.objects.get(compte__nom="Ott").dispositif == plie
    assert is_connected(client)


class TestSecondFacteur:
    @pytest.fixture
    def referente(self, claire):
        make_habilitation(Role.REFERENT, make_dispositif(), compte=claire)
        claire.authenticator_set.all().delete()
        return claire

    def test_celui_du_fournisseur_suffit_s_il_le_dit(self, client, referente, fournisseur):
        fournisseur.menteur = lambda token: token | {"acr": "https://fournisseur.test/2fa"}
        client.get(leave(client))
        assert client.get("/accueil/").status_code == 200

    def test_sinon_il_en_faut_un_ici(self, client, referente):
        client.get(leave(client))
        assert client.get("/accueil/").url.startswith("/mon-compte/proteger/")


def test_la_suite_ne_mene_pas_ailleurs(client, claire):
    assert client.get(leave(client, next="https://ailleurs.test/")).url == "/accueil/"


def test_sans_fournisseur_la_porte_n_existe_pas(client):
    assert client.post("/compte/federation/oidc/").status_code == 404
    assert "ProConnect" not in client.get("/compte/connexion/").content.decode()


def test_un_fournisseur_eteint_le_dit(client, claire, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"
    page = client.post("/compte/federation/oidc/")
    assert page.status_code == 503
    assert "ne répond pas" in page.content.decode()


def test_un_fournisseur_nomme_a_moitie_est_refuse_au_demarrage():
    with pytest.raises(ImproperlyConfigured, match="MAILLAGE_OIDC_SECRET"):
        read_oidc({"MAILLAGE_OIDC_SERVEUR": "https://x", "MAILLAGE_OIDC_CLIENT": "x"})
