"""What the worker does by night: the regular deposits, and the reminders, once each."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils.timezone import localdate

from maillage.consolidation.depots.models import Depot, DepotRegulier, Rappel
from maillage.consolidation.depots.nomenclatures import Origine
from maillage.consolidation.depots.travaux import RAPPELS, REGULIERS
from maillage.socle.contexte import open_service
from maillage.socle.roles import Role
from maillage.socle.travaux.actions import enqueue_service
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.travailleur import Equipier
from tests.consolidation.depots.usine import make_campagne, make_depot
from tests.parcours.usine import make_parcours
from tests.reseau.test_gestion import connect
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db(transaction=True)
ANNEE = localdate().year - 1


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR = tmp_path / "var"


@pytest.fixture
def campagne():
    today = localdate()
    return make_campagne(annee=ANNEE, ouverte_le=today - timedelta(days=20), close_le=today + timedelta(days=6))


@pytest.fixture
def plie():
    made = make_dispositif()
    make_parcours(made, date_entree=localdate().replace(year=ANNEE, month=3, day=1))
    return made


def run(code: str) -> Travail:
    with open_service("épreuve"):
        travail = enqueue_service(code=code)
    equipier = Equipier()
    while Travail.objects.filter(etat__in=("attente", "en_cours")).exists():
        assert equipier.run_next()
    return Travail.objects.get(pk=travail.pk)


def test_qui_l_a_demande_depose_la_nuit_et_rien_si_rien_ne_change(campagne, plie):
    sans_dossier, ne_veut_pas = make_dispositif(), make_dispositif()
    for one in (plie, sans_dossier):
        DepotRegulier.objects.create(dispositif=one, depuis=localdate())
    first = run(REGULIERS)
    assert first.phrase == "1 dépôt renouvelé, 1 refusé."
    assert "Aucun dossier n’est tenu ici" in first.resultat[str(sans_dossier.pk)]
    assert run(REGULIERS).phrase == "0 dépôt renouvelé, 1 refusé."
    make_parcours(plie, date_entree=localdate().replace(year=ANNEE, month=4, day=1))
    run(REGULIERS)
    assert list(Depot.objects.order_by("version").values_list("version", "etat", "origine")) == [
        (1, "remplace", Origine.REGULIER), (2, "en_vigueur", Origine.REGULIER),
    ]  # fmt: skip
    assert not Depot.objects.filter(dispositif=ne_veut_pas).exists()


def test_un_refus_de_la_nuit_se_dit_a_la_direction_puis_s_efface(client, campagne):
    plie = make_dispositif()
    regulier = DepotRegulier.objects.create(dispositif=plie, depuis=localdate())
    connect(client, make_habilitation(Role.DIRECTEUR, plie))
    run(REGULIERS)
    a_faire = client.get("/a-faire/").content.decode()
    assert f"Le dépôt de la nuit est refusé, année {ANNEE}" in a_faire
    assert "Aucun dossier n’est tenu ici" in a_faire
    make_parcours(plie, date_entree=localdate().replace(year=ANNEE, month=3, day=1))
    run(REGULIERS)
    regulier.refresh_from_db()
    assert regulier.refus == {}
    assert "Le dépôt de la nuit est refusé" not in client.get("/a-faire/").content.decode()


def test_sans_campagne_ouverte_il_n_y_a_rien_a_faire(plie):
    DepotRegulier.objects.create(dispositif=plie, depuis=localdate())
    assert (run(REGULIERS).etat, run(RAPPELS).etat) == ("fini", "fini")
    assert not Depot.objects.exists()


def test_un_rappel_part_une_fois_a_qui_n_a_pas_depose(campagne, plie):
    autre = make_dispositif()
    attendue, deposante = (make_habilitation(Role.DIRECTEUR, one).compte.email for one in (plie, autre))
    make_habilitation(Role.REFERENT, plie)
    make_depot(campagne, autre)
    run(RAPPELS)
    run(RAPPELS)
    # After a certain hour, the worker sends the day's « À faire » too.
    [rappel] = [message for message in mail.outbox if message.subject.startswith("Rappel : les chiffres")]
    assert rappel.to == [attendue] != [deposante]
    assert str(ANNEE) in rappel.body
    assert "/mes-depots/" in rappel.body
    row = Rappel.objects.get()
    assert (row.jours, row.nombre) == (7, 1)
