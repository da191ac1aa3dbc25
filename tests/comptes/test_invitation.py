"""An account opens by invitation only: a link, once, for a while, for its addressee."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.comptes.models import Compte, Habilitation, Invitation
from maillage.socle.roles import Role
from tests.comptes.test_equipe import post
from tests.usine import make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
NOUVEAU = {
    "prenom": "Claire",
    "nom": "Martin",
    "password1": "la rivière gèle en mai",
    "password2": "la rivière gèle en mai",
}
INVALIDE = "Ce lien ne s’ouvre plus"


@pytest.fixture
def plie():
    return make_dispositif("PLIE de Valombre")


@pytest.fixture
def direction(client, plie):
    habilitation = make_habilitation(Role.DIRECTEUR, plie, du=localdate())
    client.force_login(habilitation.compte)
    return client


@pytest.fixture
def visiteur(client):
    return type(client)()


@pytest.fixture
def invite(direction, django_capture_on_commit_callbacks):
    def invite(email="claire@exemple.test", role="referent"):
        with django_capture_on_commit_callbacks(execute=True):
            post(direction, "/equipe/inviter/", email=email, role=role, employeur="", du=localdate().isoformat(), au="")
        return read_lien()

    return invite


def read_lien() -> str:
    (line,) = [line for line in mail.outbox[-1].body.splitlines() if "/invitation/" in line]
    return line.removeprefix("http://testserver")


def test_une_invitation_ouvre_un_compte_et_son_habilitation(visiteur, invite, plie):
    page = visiteur.get(invite(), follow=True)
    assert "PLIE de Valombre" in page.content.decode()
    assert visiteur.post("/invitation/accepter/", NOUVEAU).url == "/accueil/"
    habilitation = Habilitation.objects.get(compte__email="claire@exemple.test")
    assert (habilitation.role, habilitation.dispositif) == ("referent", plie)
    assert visiteur.get("/accueil/").url.startswith("/mon-compte/proteger/")  # a second factor before anything else


def test_le_courriel_ne_dit_ni_le_dispositif_ni_le_role(invite):
    invite()
    text = f"{mail.outbox[0].subject} {mail.outbox[0].body}"
    assert "Valombre" not in text
    assert "éférent" not in text


def test_le_lien_ne_sert_qu_une_fois(visiteur, invite, client):
    lien = invite()
    visiteur.get(lien)
    visiteur.post("/invitation/accepter/", NOUVEAU)
    page = type(client)().get(lien, follow=True)
    assert page.status_code == 410
    assert INVALIDE in page.content.decode()


def test_un_lien_perime_retire_ou_invente_recoit_la_meme_reponse(visiteur, invite, direction):
    lien = invite()
    invitation = Invitation.objects.get()
    Invitation.objects.update(expire_le=timezone.now() - timedelta(seconds=1))
    expired = visiteur.get(lien, follow=True).content
    Invitation.objects.update(expire_le=timezone.now() + timedelta(days=1))
    assert INVALIDE not in visiteur.get(lien, follow=True).content.decode()
    direction.post(f"/equipe/invitations/{invitation.uuid}/retirer/")
    withdrawn = visiteur.get(lien, follow=True).content
    invented = visiteur.get(lien[:-6] + "zzzzz/", follow=True).content
    assert INVALIDE in expired.decode()
    assert len({expired, withdrawn, invented}) == 1


def test_renvoyer_change_le_lien(visiteur, invite, direction, django_capture_on_commit_callbacks):
    former = invite()
    with django_capture_on_commit_callbacks(execute=True):
        direction.post(f"/equipe/invitations/{Invitation.objects.get().uuid}/renvoyer/")
    assert visiteur.get(former, follow=True).status_code == 410
    assert visiteur.get(read_lien(), follow=True).status_code == 200


def test_le_jeton_n_est_pas_garde_en_clair(invite):
    jeton = invite().strip("/").split("/")[-1]
    assert jeton not in str(Invitation.objects.values().get())


def test_un_mot_de_passe_faible_est_refuse_en_francais(visiteur, invite):
    visiteur.get(invite())
    page = visiteur.post("/invitation/accepter/", NOUVEAU | {"password1": "azerty", "password2": "azerty"})
    assert "12" in page.content.decode()
    assert not Compte.objects.filter(email="claire@exemple.test").exists()


class TestUneAdresseDejaConnue:
    @pytest.fixture
    def claire(self):
        return make_compte(prenom="Claire")

    def test_elle_se_connecte_puis_accepte_et_garde_son_mot_de_passe(self, visiteur, invite, claire, plie):
        lien = invite(claire.email, role="elu")
        assert visiteur.get(lien, follow=True).redirect_chain[-1][0].startswith("/compte/connexion/")
        visiteur.post("/compte/connexion/", {"login": claire.email, "password": "un mot de passe d’essai"})
        assert visiteur.post("/invitation/accepter/").url == "/accueil/"
        assert Habilitation.objects.get(compte=claire).dispositif == plie

    def test_le_lien_ne_donne_pas_de_nouveau_mot_de_passe(self, visiteur, invite, claire):
        visiteur.get(invite(claire.email))
        visiteur.post("/invitation/accepter/", NOUVEAU)
        claire.refresh_from_db()
        assert claire.check_password("un mot de passe d’essai")

    def test_un_autre_compte_ne_peut_pas_accepter(self, visiteur, invite, claire):
        lien = invite(claire.email)
        visiteur.force_login(make_compte())
        assert visiteur.get(lien, follow=True).status_code == 403
        assert visiteur.post("/invitation/accepter/").status_code == 403
        assert not Habilitation.objects.filter(compte=claire).exists()

    def test_r12_le_conflit_d_ailleurs_est_dit_a_la_personne(self, visiteur, invite, claire):
        make_habilitation(Role.GESTIONNAIRE_FSE, make_dispositif(), compte=claire)
        lien = invite(claire.email, role="controleur")
        visiteur.force_login(claire)
        visiteur.get(lien)
        assert "R-12" in visiteur.post("/invitation/accepter/").content.decode()

    def test_un_compte_desactive_se_rouvre_par_une_invitation(self, visiteur, invite, claire):
        Compte.objects.filter(pk=claire.pk).update(is_active=False)
        visiteur.get(invite(claire.email, role="elu"))
        visiteur.post("/invitation/accepter/", NOUVEAU)
        claire.refresh_from_db()
        assert claire.is_active
        assert claire.check_password(NOUVEAU["password1"])

    def test_inviter_une_adresse_connue_ou_inconnue_montre_la_meme_page(self, direction, claire):
        champs = {"role": "elu", "employeur": "", "du": localdate().isoformat(), "au": ""}
        pages = [
            post(direction, "/equipe/inviter/", email=email, **champs).status_code
            for email in (claire.email, "inconnue@exemple.test")
        ]
        assert pages == [302, 302]
