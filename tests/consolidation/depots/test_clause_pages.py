"""What a service of the clause, and the network for it, read and type of its deposits."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from maillage.consolidation.catalogue.clause import declarations as d
from maillage.consolidation.depots.models import Depot
from maillage.consolidation.depots.nomenclatures import Origine
from maillage.consolidation.depots.queries.depots import read_apports, read_cellules
from maillage.consolidation.depots.rules.clause_totaux import QUESTIONS, SANS_LIGNE
from maillage.socle.roles import Role
from tests.clause.usine import make_clause
from tests.clause.usine_aval import make_emploi, make_ligne, make_lot_notifie, make_personne
from tests.consolidation.depots.usine_clause import make_campagne
from tests.consolidation.depots.usine_totaux import TOUT
from tests.parcours.suivi.pages import count_queries, fill
from tests.reseau.test_gestion import connect
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db
ANNEE = localdate().year - 1
MOTIF = {"motif": "Bilan annuel envoyé le 12 février"}


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR = tmp_path / "var"


@pytest.fixture
def service():
    return make_clause()


@pytest.fixture
def campagne():
    today = localdate()
    return make_campagne(annee=ANNEE, ouverte_le=today - timedelta(days=10), close_le=today + timedelta(days=20))


@pytest.fixture
def reseau(client):
    connect(client, make_habilitation(Role.STATISTICIEN))
    return client


def type_(totaux):
    """As they are typed."""
    return {cle: str(Decimal(n) / QUESTIONS[cle].diviseur).replace(".", ",") for cle, n in totaux.items()}


def text(response):
    return response.content.decode().replace("\u202f", " ")


def read_inputs(page):
    inputs = [dict(re.findall(r'(name|value)="([^"]*)"', one)) for one in re.findall(r"<input[^>]*>", page)]
    return {one["name"]: one.get("value", "") for one in inputs if "name" in one}


class TestTotaux:
    @pytest.fixture
    def adresse(self, campagne, service):
        return f"/campagnes/{campagne.uuid}/totaux/{service.uuid}/"

    def test_des_heures_se_tapent_en_heures_et_se_comptent_une_fois(self, reseau, adresse):
        assert fill(reseau, adresse, **{d.HEURES: "12 500,25"}, **MOTIF).status_code == 302
        totaux = {c.code: c.numerateur for c in read_cellules(Depot.objects.get()) if not c.ventilation}
        assert totaux["clause.heures_agregees"] == totaux[d.HEURES] == 1_250_025

    def test_toute_une_annee_se_declare_avec_qui_donne_ses_heures(self, reseau, adresse):
        assert fill(reseau, adresse, **type_(TOUT), **MOTIF).status_code == 302
        depot = Depot.objects.get()
        assert depot.origine == Origine.AGREGE
        totaux = {c.code: c.numerateur for c in read_cellules(depot) if not c.ventilation}
        assert totaux["clause.heures"] == 1_250_000
        assert totaux["clause.etp_facilitateurs"] == 1_500_000
        assert (
            next(one for one in read_apports(depot) if (one.cas, one.genre) == ("clause.heures", "entreprises")).nombre
            == 8
        )
        page = text(reseau.get(depot.get_absolute_url()))
        assert "12 500" in page
        assert "totaux déclarés" in page

    def test_ce_qui_ne_va_pas_se_dit_et_rien_de_tape_ne_se_perd(self, reseau, adresse):
        values = type_(TOUT | {"clause.heures:achat:services": 400_000, d.SIGNES: 44})
        values = {cle: v for cle, v in values.items() if not cle.startswith("clause.heures:donneur")}
        page = text(fill(reseau, adresse, **values, **MOTIF))
        assert not Depot.objects.exists()
        assert "il manque 500 heures" in page
        assert SANS_LIGNE in page
        assert "il y a en trop 1" in page
        assert {cle: typed for cle, typed in read_inputs(page).items() if cle in values} == values
        assert page.count('<details class="repli" open>') == 14

    def test_une_faute_de_frappe_n_en_fait_pas_dire_dix(self, reseau, adresse):
        page = text(fill(reseau, adresse, **type_(TOUT) | {d.HEURES: "douze"}, **MOTIF))
        assert "Saisissez un nombre" in page
        assert "les lignes font" not in page

    def test_le_nombre_de_requetes_de_la_page_ne_depend_pas_des_services(self, reseau, adresse, service):
        avant = len(count_queries(reseau, adresse))
        for _ in range(18):
            make_clause()
        assert len(count_queries(reseau, adresse)) == avant


class TestMots:
    """« service », « heures »: a service of the clause has neither dispositif nor parcours."""

    @pytest.fixture
    def direction(self, client, service):
        lot = make_lot_notifie(service)
        make_ligne(
            make_emploi(make_personne(service), lots=[lot], debut=date(ANNEE, 5, 4)),
            lot,
            100,
            statut="validee",
            mois=date(ANNEE, 6, 1),
        )
        connect(client, make_habilitation(Role.DIRECTEUR, service))
        return client

    def test_les_pages_de_depot_parlent_de_service_et_d_heures(self, direction, campagne, service):
        assert "que votre service remet au réseau" in text(direction.get("/mes-depots/"))
        page = text(direction.get(f"/mes-depots/{campagne.uuid}/deposer/"))
        assert "dans vos heures, vos contrats et vos lots" in page
        main = page.split("<main")[1].split("</main>")[0]
        assert "dispositif" not in main
        assert "parcours" not in main
        assert "de votre service" in text(direction.get("/mes-depots/cles/"))

    def test_le_suivi_de_la_campagne_attend_des_services(self, reseau, campagne, service):
        page = text(reseau.get(f"/campagnes/{campagne.uuid}/"))
        assert "Services attendus" in page
        assert "Un service vous envoie ses totaux" in page
