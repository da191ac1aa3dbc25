"""R-13 for the roles of the network and of the regions: the administration reviews them, never her own."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.comptes import actions, afaire, equipe
from maillage.comptes.models import Decision, Habilitation, Revue
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.journal.models import Evenement
from maillage.socle.permissions import DroitRefuse
from maillage.socle.roles import Role
from maillage.territoire.models import Region
from tests.usine import make_acteur, make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
LONGTEMPS = timedelta(days=200)


def make_ancienne(role: Role, **champs: Any) -> Habilitation:
    return make_habilitation(role, du=localdate() - LONGTEMPS, **champs)


@pytest.fixture
def anne() -> Habilitation:
    return make_habilitation(Role.ADMINISTRATEUR, compte=make_compte(prenom="Anne"), du=localdate())


@pytest.fixture
def by(anne: Habilitation) -> Acteur:
    return make_acteur(habilitation=anne)


@pytest.fixture
def chez_anne(anne: Habilitation, client: Client) -> Client:
    client.force_login(anne.compte)
    return client


def reload(habilitation: Habilitation) -> Habilitation:
    with open_service("relecture d’un essai"):
        return Habilitation.objects.get(pk=habilitation.pk)


def test_r13_suspendues_puis_retablies_par_la_signature(chez_anne: Client) -> None:
    animation = make_ancienne(Role.ANIMATEUR_RESEAU)
    region = make_ancienne(Role.COORDINATEUR_REGIONAL, region=Region.objects.create(code="99", nom="Région d’essai"))
    assert actions.suspend_unreviewed(today=localdate() + timedelta(days=40), now=timezone.now()) == 2
    page = chez_anne.get("/equipe/revue/").content.decode()
    assert str(animation.compte) in page
    assert str(region.compte) in page
    assert "suspendue" in page
    chez_anne.post(f"/equipe/revue/{animation.uuid}/", {"decision": "confirmer"})
    chez_anne.post(f"/equipe/revue/{region.uuid}/", {"decision": "terminer"})
    assert chez_anne.post("/equipe/revue/signer/").status_code == 302
    assert reload(animation).suspendue_le is None
    assert reload(animation).revue_le == localdate()
    assert reload(region).terminee_le is not None
    with open_service("relecture d’un essai"):
        assert Revue.objects.get().dispositif_id is None
        assert Evenement.objects.filter(type="comptes.revue_signee", dispositif_id=None).count() == 1


def test_la_page_de_l_equipe_et_les_choses_a_faire_la_demandent(chez_anne: Client, by: Acteur) -> None:
    make_ancienne(Role.STATISTICIEN)
    assert "1 habilitation à revoir" in chez_anne.get("/equipe/").content.decode().replace("\xa0", " ")
    (chose,) = afaire.list_a_faire(by, localdate())
    assert chose.titre == "Revoir les habilitations du réseau"
    assert chose.url == "/equipe/revue/"


def test_les_habilitations_d_un_dispositif_ne_sont_pas_les_siennes(chez_anne: Client, by: Acteur) -> None:
    direction = make_ancienne(Role.DIRECTEUR, dispositif=make_dispositif())
    assert equipe.list_a_decider(by, on=localdate()) == ([], 0, 0)
    assert chez_anne.post(f"/equipe/revue/{direction.uuid}/", {"decision": "terminer"}).status_code == 404
    with pytest.raises(DroitRefuse):
        actions.decide(by=by, habilitation=direction, confirmee=True, today=localdate(), now=timezone.now())
    assert reload(direction).terminee_le is None


def test_personne_ne_confirme_la_sienne(anne: Habilitation, by: Acteur) -> None:
    with pytest.raises(actions.HabilitationRefusee, match="une autre personne"):
        actions.decide(by=by, habilitation=anne, confirmee=True, today=localdate(), now=timezone.now())
    with open_service("relecture d’un essai"):
        assert not Decision.objects.exists()


def test_deux_administratrices_se_confirment_l_une_l_autre() -> None:
    anne, berthe = (make_ancienne(Role.ADMINISTRATEUR) for _ in range(2))
    for moi, autre in ((anne, berthe), (berthe, anne)):
        by = make_acteur(habilitation=moi)
        lignes, _, _ = equipe.list_a_decider(by, on=localdate())
        assert [ligne.habilitation.pk for ligne in lignes] == [autre.pk]
        actions.decide(by=by, habilitation=autre, confirmee=True, today=localdate(), now=timezone.now())
        actions.sign_revue(by=by, today=localdate(), now=timezone.now())
    assert reload(anne).revue_le == reload(berthe).revue_le == localdate()


def test_qui_administre_seul_l_apprend_avant_d_etre_suspendu() -> None:
    seule = make_ancienne(Role.ADMINISTRATEUR)
    (chose,) = afaire.list_a_faire(make_acteur(habilitation=seule), localdate())
    assert chose.titre == "Faire confirmer votre habilitation"
    assert chose.url == "/equipe/inviter/"
    assert "Invitez une seconde personne" in chose.detail
    make_habilitation(Role.ADMINISTRATEUR, du=localdate())
    (chose,) = afaire.list_a_faire(make_acteur(habilitation=seule), localdate())
    assert chose.url == "/equipe/"


def test_une_seule_revue_du_reseau_est_ouverte_a_la_fois() -> None:
    with open_service("essai"):
        Revue.objects.create(ouverte_le=localdate())
        with pytest.raises(IntegrityError), transaction.atomic():
            Revue.objects.create(ouverte_le=localdate())


def test_une_direction_ne_voit_pas_la_revue_du_reseau() -> None:
    with open_service("essai"):
        Revue.objects.create(ouverte_le=localdate())
    direction = make_acteur(Role.DIRECTEUR, make_dispositif())
    assert equipe.find_revue(direction) is None


def test_deux_personnes_ou_vingt_les_memes_requetes(chez_anne: Client) -> None:
    counts = []
    for nombre in (2, 18):
        for _ in range(nombre):
            make_ancienne(Role.STATISTICIEN)
        with CaptureQueriesContext(connection) as captured:
            chez_anne.get("/equipe/revue/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
