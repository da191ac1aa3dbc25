"""The survey of a year: prefilled, kept as a draft, handed over, mended, then added up by the network."""

import csv
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.consolidation.enquetes.models import Reponse
from maillage.reseau.models import Effectif
from maillage.reseau.nomenclatures import Employeur, FonctionEquipe
from maillage.socle.journal.models import Evenement
from maillage.socle.roles import Role
from tests.consolidation.depots.usine import make_campagne
from tests.parcours.suivi.pages import count_queries, fill
from tests.reseau.test_gestion import connect
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
ANNEE = localdate().year - 1


def make_reponse(campagne, dispositif, *, transmise=True, **reponses):
    return Reponse.objects.create(
        campagne=campagne, dispositif=dispositif, reponses={code: str(value) for code, value in reponses.items()},
        modifiee_le=timezone.now(), transmise_le=timezone.now() if transmise else None,
    )  # fmt: skip


@pytest.fixture
def campagne():
    today = localdate()
    return make_campagne(annee=ANNEE, ouverte_le=today - timedelta(days=10), close_le=today + timedelta(days=20))


@pytest.fixture
def plie():
    return make_dispositif()


@pytest.fixture
def direction(client, plie):
    connect(client, make_habilitation(Role.DIRECTEUR, plie))
    return client


@pytest.fixture
def adresse(campagne):
    return f"/mes-depots/{campagne.uuid}/enquete/"


def text(response):
    return response.content.decode()


class TestRepondre:
    def test_elle_est_preremplie_de_ce_qui_est_connu_et_dit_d_ou(self, direction, adresse, plie):
        veille = make_campagne(annee=ANNEE - 1)
        make_reponse(veille, plie, fse=500_000, interne=99)
        Effectif.objects.create(
            dispositif=plie, fonction=FonctionEquipe.REFERENCE, employeur=Employeur.INTERNE, personnes=4, etp=Decimal("3.5"),
            du=date(ANNEE, 1, 1),
        )  # fmt: skip
        form = direction.get(adresse).context["form"]
        assert (form["fse"].value(), form["interne"].value(), form["referents_internes_etp"].value()) == (
            500_000,
            4,
            Decimal("3.5"),
        )
        assert f"Votre réponse de {ANNEE - 1}." in form["fse"].help_text
        assert "fiche de votre dispositif" in form["interne"].help_text
        assert form["region"].value() is None

    def test_un_brouillon_se_garde_se_reprend_et_le_reseau_ne_le_lit_pas(self, direction, adresse, client):
        assert fill(direction, adresse, fse="12000", action="garder").status_code == 302
        assert direction.get(adresse).context["form"]["fse"].value() == 12_000
        assert "brouillon" in text(direction.get(adresse))
        row = Reponse.objects.get()
        assert row.transmise_le is None
        connect(client, make_habilitation(Role.STATISTICIEN))
        assert "Aucune réponse transmise" in text(client.get(f"/campagnes/{row.campagne.uuid}/enquete/"))

    def test_transmise_elle_se_corrige_et_reste_transmise(self, direction, adresse):
        fill(direction, adresse, fse="12000", precision="Hors report.", action="transmettre")
        first = Reponse.objects.get()
        fill(direction, adresse, fse="13000", action="garder")
        again = Reponse.objects.get()
        assert (again.reponses["fse"], again.transmise_le) == ("13000", first.transmise_le)
        assert Evenement.objects.filter(type="enquetes.transmise").count() == 2

    def test_ce_qui_se_contredit_se_dit_et_rien_de_tape_ne_se_perd(self, direction, adresse):
        page = text(fill(direction, adresse, operateurs="10", iae="20", entreprises="157", action="transmettre"))
        assert "C’est plus que « Alloués aux opérateurs du territoire »" in page
        assert 'value="157"' in page
        assert "Répondez à une question au moins" in text(fill(direction, adresse, action="transmettre"))
        assert not Reponse.objects.exists()

    def test_close_elle_ne_se_remplit_plus(self, direction, campagne, adresse):
        avant = direction.get(adresse)
        jeton = text(avant).split('name="jeton" value="')[1].split('"')[0]
        campagne.close_le = localdate() - timedelta(days=1)
        campagne.save()
        page = text(direction.post(adresse, {"fse": "1", "action": "transmettre", "jeton": jeton}))
        assert "l’enquête ne se remplit plus" in page
        assert not Reponse.objects.exists()


class TestResultats:
    @pytest.fixture
    def statisticienne(self, client):
        connect(client, make_habilitation(Role.STATISTICIEN))
        return client

    def test_chaque_total_dit_combien_l_ont_donne(self, statisticienne, campagne):
        for valeur in (100, 300, None):
            make_reponse(campagne, make_dispositif(), **({"entreprises": valeur} if valeur else {"fse": 5}))
        make_reponse(campagne, make_dispositif(), transmise=False, entreprises=10_000)
        page = statisticienne.get(f"/campagnes/{campagne.uuid}/enquete/")
        found = {one.question.code: one for section in page.context["sections"] for one in section["resultats"]}
        assert (found["entreprises"].somme, found["entreprises"].repondants, found["entreprises"].moyenne) == (
            400,
            2,
            200,
        )
        lignes = csv.DictReader(
            statisticienne.get(f"/campagnes/{campagne.uuid}/enquete.csv").content.decode("utf-8-sig").splitlines(),
            delimiter=";",
        )
        [ligne] = [one for one in lignes if one["code"] == "entreprises"]
        assert (ligne["somme"], ligne["repondants"], ligne["moyenne"]) == ("400", "2", "200")

    def test_le_nombre_de_requetes_ne_depend_pas_des_reponses(self, statisticienne, campagne):
        counts = []
        for rang in range(20):
            make_reponse(campagne, make_dispositif(), fse=rang)
            if rang in (1, 19):
                counts.append(len(count_queries(statisticienne, f"/campagnes/{campagne.uuid}/enquete/")))
        assert counts[0] == counts[1]
