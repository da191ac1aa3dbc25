"""Of a year that was deposited, what was is read beside what the files say today."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from maillage.consolidation.depots.actions.depots import receive_document
from maillage.consolidation.depots.comptage import count_depot
from maillage.consolidation.depots.models import Campagne, Depot
from maillage.consolidation.depots.nomenclatures import Consolide, Origine
from maillage.consolidation.direct.deposees import list_deposees, read_deposee
from maillage.parcours.models import Parcours
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.roles import Role
from tests.clause.usine import make_clause
from tests.clause.usine_aval import make_emploi, make_ligne, make_lot_notifie, make_personne
from tests.clause.usine_validee import make_lot_fait
from tests.consolidation.direct.test_direct_pages import PAGE, read
from tests.consolidation.direct.usine import ANNEE, make_entree
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR = tmp_path


def deposit(dispositif: Dispositif, annee: int) -> Depot:
    """What its files say now, by its direction, in a campaign that is open today."""
    consolide = Consolide.PLIE if dispositif.type == TypeDispositif.PLIE else Consolide.CLAUSE
    today = localdate()
    campagne, _ = Campagne.objects.get_or_create(
        consolide=consolide, millesime=annee, is_fictive=dispositif.is_fictif,
        defaults={"ouverte_le": today.replace(day=1), "close_le": date(today.year + 1, 12, 31)},
    )  # fmt: skip
    contenu, _cellules = count_depot(campagne, dispositif)
    recu = receive_document(
        by=make_acteur(Role.DIRECTEUR, dispositif), campagne=campagne, dispositif=dispositif, contenu=contenu,
        origine=Origine.INSTALLATION, now=now(), today=today,
    )  # fmt: skip
    return recu.depot


@pytest.fixture
def plie(client):
    dispositif = make_dispositif("PLIE d’essai")
    client.force_login(make_habilitation(Role.DIRECTEUR, dispositif).compte)
    return dispositif


def find_row(page: str, code: str) -> str:
    """Of the table: the figure stands at the head of the page too."""
    _tete, *rows = page.split("<tr>")
    return next(row for row in rows if f"chiffres/{code}/" in row)


def test_ce_qui_a_change_depuis_le_depot_est_marque(client, plie):
    make_entree(plie)
    Parcours.objects.update(date_entree=date(ANNEE, 3, 2))
    depot = deposit(plie, ANNEE)
    page = read(client, f"{PAGE}?annee={ANNEE}")
    assert f'<a href="{depot.get_absolute_url()}">Déposé le' in page
    assert "version 1. Rien n’a changé depuis." in page
    assert "a changé</span>" not in page
    make_entree(plie)
    page = read(client, f"{PAGE}?annee={ANNEE}")
    assert "chiffres ont changé depuis : ils sont marqués plus bas" in page
    row = find_row(page, "plie.entrees")
    assert "<strong>2</strong>" in row
    assert 'data-libelle="Déposé">1<br><span class="petit">a changé</span>' in row
    assert f"déposé le {now():%d/%m/%Y} : 1, a changé depuis" in read(
        client, f"{PAGE}chiffres/plie.entrees/?annee={ANNEE}"
    )


def test_sans_depot_rien_n_est_mis_a_cote(client, plie):
    make_entree(plie)
    page = read(client, f"{PAGE}?annee={ANNEE}")
    assert "Déposé" not in page


def test_une_annee_deposee_laisse_la_place_a_celle_qui_court(client, plie):
    """Both kinds: a service of the clause closes no year, its deposit says that one is over."""
    make_entree(plie)
    assert f"Ma consolidation {ANNEE}" in read(client, PAGE)
    deposit(plie, ANNEE)
    assert f"Ma consolidation {ANNEE + 1}" in read(client, PAGE)


def test_une_facilitatrice_lit_ce_qui_a_ete_depose_sans_ouvrir_le_depot(client):
    """A deposit is the direction's to open; its totals are those of the service."""
    service = make_clause()
    client.force_login(make_habilitation(Role.FACILITATEUR, service).compte)
    lot = make_lot_fait(service, (700,), mois=date(ANNEE, 4, 1))
    deposit(service, ANNEE)
    page = read(client, f"{PAGE}?annee={ANNEE}")
    assert "Déposé le" in page
    assert "/mes-depots/" not in page
    assert "Rien n’a changé depuis." in page
    emploi = make_emploi(make_personne(service), lots=[lot], debut=date(ANNEE, 3, 1))
    make_ligne(emploi, lot, Decimal(50), mois=date(ANNEE, 5, 1), statut="validee")
    row = find_row(read(client, f"{PAGE}?annee={ANNEE}"), "clause.heures")
    assert "<strong>750</strong>" in row
    assert 'data-libelle="Déposé">700<br>' in row


def test_un_depot_retire_ou_d_une_autre_annee_n_est_pas_a_cote(client, plie):
    make_entree(plie)
    depot = deposit(plie, ANNEE)
    by = make_acteur(Role.DIRECTEUR, plie)
    assert list_deposees(by, plie) == {ANNEE}
    assert read_deposee(by, plie, millesime=ANNEE - 1) is None
    Depot.objects.filter(pk=depot.pk).update(etat="retire", retire_le=now(), motif="Essai")
    assert list_deposees(by, plie) == set()
    assert read_deposee(by, plie, millesime=ANNEE) is None


def test_r68_le_depot_d_un_autre_n_est_pas_lu(plie):
    autre = make_dispositif("Un autre")
    make_entree(autre)
    deposit(autre, ANNEE)
    by = make_acteur(Role.DIRECTEUR, plie)
    assert read_deposee(by, autre, millesime=ANNEE) is None
    assert list_deposees(by, autre) == set()


def test_le_depot_coute_autant_de_requetes_quel_que_soit_le_nombre_de_versions(client, plie):
    make_entree(plie)
    deposit(plie, ANNEE)
    counts: list[Any] = []
    for _tour in range(2):
        read(client, f"{PAGE}?annee={ANNEE}")
        with CaptureQueriesContext(connection) as captured:
            read(client, f"{PAGE}?annee={ANNEE}")
        counts.append(len(captured))
        for _rang in range(3):
            make_entree(plie)
            deposit(plie, ANNEE)
    assert counts[0] == counts[1]
    assert Depot.objects.count() == 7


def test_un_lot_sans_heure_se_compte_et_s_ouvre(client):
    service = make_clause()
    client.force_login(make_habilitation(Role.DIRECTEUR, service).compte)
    lot = make_lot_notifie(service)
    page = read(client, f"{PAGE}chiffres/clause.lots/?annee={lot.marche.engage_le.year}")
    assert f"/lots/{lot.uuid}/" in page
