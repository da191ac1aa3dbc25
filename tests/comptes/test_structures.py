"""« Structures et accès »: the administration appoints who decides in a structure, and nobody else."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.comptes.models import Habilitation, Invitation
from maillage.socle.roles import Role
from tests.comptes.test_equipe import post
from tests.comptes.test_invitation import NOUVEAU
from tests.usine import make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Habilitation:
    return make_habilitation(Role.ADMINISTRATEUR, compte=make_compte(prenom="Anne", nom="Admin"))


@pytest.fixture
def chez_elle(client: Client, admin: Habilitation) -> Client:
    client.force_login(admin.compte)
    return client


def read(client: Client, adresse: str) -> str:
    return client.get(adresse).content.decode()


def find_lien() -> str:
    return next(word for word in mail.outbox[-1].body.split() if "/invitation/" in word).split("testserver")[1]


@pytest.mark.django_db(transaction=True)  # the mail leaves once the invitation is committed
def test_de_l_invitation_de_l_administration_a_l_equipe_de_la_direction(client: Client, admin: Habilitation) -> None:
    client.force_login(admin.compte)
    plie = make_dispositif("PLIE de Valombre")
    adresse = f"/structures/{plie.uuid}/"
    assert post(client, adresse, role="directeur", email="helene@exemple.test").status_code == 302
    assert "helene@exemple.test" in read(client, adresse)
    direction = Client()
    direction.get(find_lien())
    assert direction.post("/invitation/accepter/", NOUVEAU).status_code == 302
    held = Habilitation.objects.get(role=Role.DIRECTEUR)
    assert (held.dispositif, held.accordee_par) == (plie, admin.compte)
    page = read(client, adresse)
    assert "Claire Martin, depuis le" in page
    assert 'value="directeur"' not in page  # only the DPD is left to invite
    assert 'value="dpd"' in page


def test_seules_la_direction_et_le_dpd_se_choisissent_quoi_qu_on_envoie(chez_elle: Client) -> None:
    plie = make_dispositif()
    for role in ("referent", "administrateur", "coordinateur"):
        assert post(chez_elle, f"/structures/{plie.uuid}/", role=role, email="x@exemple.test").status_code == 200
    assert not Invitation.objects.exists()
    assert post(chez_elle, f"/structures/{plie.uuid}/", role="dpd", email="x@exemple.test").status_code == 302
    assert Invitation.objects.get().role == Role.DPD


def test_r12_ni_soi_meme_ni_une_autre_personne_de_l_administration(chez_elle: Client, admin: Habilitation) -> None:
    plie = make_dispositif()
    other = make_habilitation(Role.ADMINISTRATEUR).compte
    for email, raison in ((admin.compte.email, "soi-même"), (other.email, "R-12")):
        page = post(chez_elle, f"/structures/{plie.uuid}/", role="directeur", email=email)
        assert raison in page.content.decode()
    assert not Invitation.objects.exists()


def test_une_direction_en_place_ne_se_double_pas_d_ici(chez_elle: Client) -> None:
    plie = make_dispositif()
    adresse = f"/structures/{plie.uuid}/"
    jeton = read(chez_elle, adresse).split('name="jeton" value="')[1].split('"')[0]
    make_habilitation(Role.DIRECTEUR, plie)
    make_habilitation(Role.DPD, plie)
    refused = chez_elle.post(adresse, {"jeton": jeton, "role": "directeur", "email": "x@exemple.test"})
    assert refused.status_code == 200
    assert not Invitation.objects.exists()
    assert "à sa direction d’inviter son équipe" in read(chez_elle, adresse)


def test_la_liste_dit_ou_il_manque_quelqu_un(chez_elle: Client) -> None:
    menee, invitee = make_dispositif("PLIE mené"), make_dispositif("PLIE invité")
    make_dispositif("PLIE sans personne")
    make_dispositif("PLIE fermé", etat="ferme")
    make_habilitation(Role.DIRECTEUR, menee)
    make_habilitation(Role.REFERENT, menee, compte=make_compte(nom="Jamais-Montrée"))
    now = timezone.now()
    Invitation.objects.create(
        email="x@exemple.test", role=Role.DIRECTEUR, dispositif=invitee, du=localdate(), creee_le=now, expire_le=now,
        jeton_sha256="0",
    )  # fmt: skip
    page = read(chez_elle, "/structures/")
    assert "1 structure sans direction ni invitation" in page
    assert "PLIE fermé" not in page
    assert "Jamais-Montrée" not in page
    for etat, nom in (("en_place", "PLIE mené"), ("invitee", "PLIE invité"), ("aucune", "PLIE sans personne")):
        page = read(chez_elle, f"/structures/?direction={etat}")
        assert [n for n in ("PLIE mené", "PLIE invité", "PLIE sans personne") if n in page] == [nom]


@pytest.mark.parametrize("nombre", [2, 20])
def test_la_liste_ne_coute_pas_plus_avec_vingt_structures(
    chez_elle: Client, nombre: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(nombre):
        make_habilitation(Role.DIRECTEUR, make_dispositif())
    with django_assert_max_num_queries(20):
        assert chez_elle.get("/structures/").status_code == 200


def test_elle_est_fermee_a_la_direction(client: Client) -> None:
    client.force_login(make_habilitation(Role.DIRECTEUR, make_dispositif()).compte)
    assert client.get("/structures/").status_code == 403


def test_renvoyer_et_retirer_ramenent_a_la_page_ou_l_on_etait(chez_elle: Client) -> None:
    plie = make_dispositif()
    ici = f"/structures/{plie.uuid}/"
    post(chez_elle, ici, role="directeur", email="helene@exemple.test")
    invitation = Invitation.objects.get()
    assert 'name="depuis" value="structure"' in read(chez_elle, ici)
    for geste in ("renvoyer", "retirer"):
        adresse = f"/equipe/invitations/{invitation.uuid}/{geste}/"
        if geste == "renvoyer":
            assert chez_elle.post(adresse).headers["Location"] == "/equipe/"
        assert chez_elle.post(adresse, {"depuis": "structure"}).headers["Location"] == ici
