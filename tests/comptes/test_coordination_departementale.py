"""The coordination of one or several départements: invited by the administration, for these départements and no others."""

from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.comptes import actions
from maillage.comptes.models import Habilitation, Invitation
from maillage.reseau.models import Dispositif
from maillage.socle.contexte import open_service
from maillage.socle.journal.models import Evenement
from maillage.socle.roles import Role
from maillage.territoire.models import Departement, Region
from tests.comptes.test_equipe import post
from tests.comptes.test_invitation import NOUVEAU, read_lien
from tests.usine import make_acteur, make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
DEPARTEMENTALE = Role.COORDINATEUR_DEPARTEMENTAL
ADRESSE = "armelle@exemple.test"


@pytest.fixture
def region():
    return Region.objects.create(code="98", nom="Région d’essai")


@pytest.fixture
def departements(region):
    return [
        Departement.objects.create(code=code, nom=nom, region=region, zone="metro")
        for code, nom in (("9A", "Val-d’Essai"), ("9B", "Haute-Essai"))
    ]


@pytest.fixture
def administration():
    return make_habilitation(Role.ADMINISTRATEUR)


@pytest.fixture
def chez_l_administration(client, administration):
    client.force_login(administration.compte)
    return client


def send(client, **champs):
    return post(client, "/equipe/inviter/", email=ADRESSE, role=DEPARTEMENTALE, du=localdate().isoformat(), **champs)


def test_elle_s_invite_par_ses_codes_et_son_habilitation_nomme_ses_departements(
    client, chez_l_administration, departements, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert send(chez_l_administration, departements=" 9b ; 9A, 9A").status_code == 302
    assert "Val-d’Essai" not in mail.outbox[-1].body
    visiteuse = type(client)()
    page = visiteuse.get(read_lien(), follow=True).content.decode()
    assert "coordination départementale</strong>, Val-d’Essai, Haute-Essai" in page
    visiteuse.post("/invitation/accepter/", NOUVEAU)
    with open_service("relecture d’un essai"):
        held = Habilitation.objects.get(compte__email=ADRESSE)
        assert (held.departements, held.lieu) == (["9A", "9B"], "Val-d’Essai, Haute-Essai")
        assert Evenement.objects.filter(type="comptes.habilitation").count() == 1
    acteur = make_acteur(habilitation=held)
    assert (acteur.departements, acteur.region, acteur.dispositif, acteur.reseau) == ({"9A", "9B"}, "", None, False)
    assert "Val-d’Essai, Haute-Essai" in chez_l_administration.get("/equipe/?col=personne&col=lieu").content.decode()


def test_un_code_inconnu_est_refuse_et_ce_qui_est_tape_reste(chez_l_administration, departements):
    page = send(chez_l_administration, departements="9A, 9Z").content.decode()
    assert "Aucun département n’a le code 9Z" in page
    assert 'value="9A, 9Z"' in page
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("ailleurs", ["rien", "region", "dispositif"])
def test_elle_ne_s_exerce_que_sur_des_departements(chez_l_administration, departements, region, ailleurs):
    champs: dict[str, Any] = {"rien": {}, "region": {"region": region.pk, "departements": "9A"},
              "dispositif": {"dispositif": make_dispositif().pk}}[ailleurs]  # fmt: skip
    told = send(chez_l_administration, **champs).content.decode()
    assert "« Coordination départementale » s’exerce sur un ou plusieurs départements, et rien d’autre" in told
    assert not Invitation.objects.exists()


def test_les_autres_roles_ne_s_exercent_pas_sur_des_departements(administration, departements, region):
    common: dict[str, Any] = {"email": ADRESSE, "dispositif": None, "employeur": None, "du": localdate(), "au": None,
              "today": localdate(), "now": timezone.now(), "lien": str, "by": make_acteur(habilitation=administration),
              "departements": departements}  # fmt: skip
    for role, where in ((Role.COORDINATEUR_REGIONAL, region), (Role.STATISTICIEN, None)):
        with pytest.raises(actions.HabilitationRefusee, match="et rien d’autre"):
            actions.invite(role=role, region=where, **common)


def test_une_direction_n_accorde_pas_ce_role_ni_ne_voit_le_champ(client):
    client.force_login(make_habilitation(Role.DIRECTEUR, make_dispositif()).compte)
    page = client.get("/equipe/inviter/").content.decode()
    assert "Coordination départementale" not in page
    assert 'name="departements"' not in page


def test_la_changer_en_un_role_d_ailleurs_est_refuse_et_prolonger_garde_ses_departements(administration, departements):
    held = make_habilitation(DEPARTEMENTALE, departements=["9A"], territoire="Val-d’Essai")
    common: dict[str, Any] = {"by": make_acteur(habilitation=administration), "habilitation": held, "employeur": None,
              "today": localdate(), "now": timezone.now()}  # fmt: skip
    with pytest.raises(actions.HabilitationRefusee, match="terminez cette habilitation"), transaction.atomic():
        actions.change_habilitation(role=Role.COORDINATEUR_REGIONAL, au=None, **common)
    opened = actions.change_habilitation(role=DEPARTEMENTALE, au=date(2099, 1, 1), **common)
    assert (opened.departements, opened.territoire) == (["9A"], "Val-d’Essai")


@pytest.mark.parametrize(
    "fields",
    [
        {"departements": ["9A"]},
        {"territoire": "Val-d’Essai"},
        {"departements": ["9A"], "territoire": "Val-d’Essai", "dispositif": True},
    ],
    ids=["sans nom", "sans code", "avec un dispositif"],
)
def test_la_base_refuse_des_departements_a_demi(fields):
    if fields.get("dispositif"):
        fields = {**fields, "dispositif": Dispositif.objects.get(pk=make_dispositif().pk)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Habilitation.objects.create(compte=make_compte(), role=DEPARTEMENTALE, du=localdate(), **fields)


def test_elle_se_revoit_avec_les_roles_du_reseau(chez_l_administration, departements):
    held = make_habilitation(DEPARTEMENTALE, departements=["9A"], territoire="Val-d’Essai", du=date(2020, 1, 1))
    page = chez_l_administration.get("/equipe/revue/").content.decode()
    assert str(held.compte) in page
    assert "Val-d’Essai" in page


def test_qui_peut_quoi_la_dit(client):
    client.force_login(make_habilitation(Role.ELU, make_dispositif()).compte)
    page = client.get("/qui-peut-quoi/").content.decode()
    assert "un ou plusieurs départements" in page
    assert "Coordination départementale" in page
