"""The peers of the case « grille » write what ours writes: the same rows, for the same contracts of the same month."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.utils.timezone import localdate

from maillage.bancs.cas import grille, grille_maillage, pages_clause
from maillage.bancs.pairs import grille_formulaires, grille_nue, grille_sql
from maillage.bancs.porte import FORMULAIRE
from maillage.clause.models import EmploiDuLot, LigneHeures
from maillage.comptes.models import Habilitation
from maillage.demonstration.actions import make_demonstration
from maillage.demonstration.clause import fill_clause
from maillage.reseau.models import Dispositif
from maillage.socle.contexte import open_service
from maillage.socle.roles import Role
from tests.clause.usine import make_clause
from tests.clause.usine_aval import make_eligibilite, make_emploi, make_lot_notifie, make_personne
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db
MOIS, ADRESSE = date(2026, 4, 1), "mois=2026-04"
CHAMPS = (
    "mise_emploi",
    "lot",
    "entreprise",
    "creditrice",
    "type",
    "heures_reelles",
    "heures_valorisees",
    "statut",
    "source",
)


@pytest.fixture
def dispositif() -> Dispositif:
    return make_clause()


@pytest.fixture
def emplois(dispositif: Dispositif) -> list[EmploiDuLot]:
    lot = make_lot_notifie(dispositif)
    found = []
    for _ in range(3):
        personne = make_personne(dispositif)
        make_eligibilite(personne)
        found.append(make_emploi(personne, lots=[lot]).lots.get())
    return found


def list_ecrites() -> list[tuple[Any, ...]]:
    with open_service("essai"):
        return list(LigneHeures.objects.filter(mois=MOIS).order_by("mise_emploi").values_list(*CHAMPS))


def post(vue: Any, values: dict[str, str], **kwargs: Any) -> None:
    request = RequestFactory().post(f"/heures/?{ADRESSE}", urlencode(values), content_type=FORMULAIRE)
    with open_service("essai"):
        assert vue(request, **kwargs).status_code == 302


def empty() -> None:
    with open_service("essai"):
        LigneHeures.objects.filter(mois=MOIS).delete()


def test_tous_les_concurrents_de_la_grille_ecrivent_les_memes_lignes(client: Client, dispositif, emplois):
    """Two turns each: what is new is inserted, what is known changes; ours, sent again, adds nothing."""
    compte = make_habilitation(Role.FACILITATEUR, dispositif).compte
    client.force_login(compte)
    for tour in (1, 2, 2):
        envoi = grille_maillage.build_envoi(emplois, tour, compte=compte.pk)
        assert client.post(f"/heures/?{ADRESSE}", envoi).status_code == 302
    ours = list_ecrites()
    assert [heures for *_, heures, _valorisees, _statut, _source in ours] == [
        grille.choose_heures(rang, 2) for rang in range(3)
    ]
    empty()
    for tour in (1, 2):
        post(grille_nue.build_vue(), grille_nue.build_envoi(emplois, tour))
    assert list_ecrites() == ours
    empty()
    for tour in (1, 2):
        for rang, emploi in enumerate(emplois):
            post(
                grille_formulaires.build_vue(),
                {"heures_reelles": str(grille.choose_heures(rang, tour))},
                uuid=emploi.uuid,
            )
    assert list_ecrites() == ours


@pytest.mark.postgres
def test_l_upsert_en_sql_ecrit_les_memes_lignes(dispositif, emplois):
    with open_service("essai"), connection.cursor() as cursor:
        for tour in (1, 2):
            heures = [grille.choose_heures(rang, tour) for rang in range(3)]
            cursor.execute(grille_sql.UPSERT, {"mois": MOIS, "emplois": [e.pk for e in emplois], "heures": heures})
    assert [(row[0], row[5], row[7]) for row in list_ecrites()] == [
        (emploi.mise_emploi_id, grille.choose_heures(rang, 2), "declaree") for rang, emploi in enumerate(emplois)
    ]


def test_les_pages_mesurees_repondent_toutes(client: Client):
    """To the facilitatrice of the demonstration: an address that moves must not be measured as an error."""
    make_demonstration(today=localdate())
    fill_clause(graine=2026, today=localdate())
    facilitatrice = Habilitation.objects.get(compte__nom="Tissot").compte
    client.force_login(facilitatrice)
    for adresse in (*pages_clause.PAGES.values(), pages_clause.find_lot(facilitatrice.email)):
        assert client.get(adresse).status_code == 200, adresse
