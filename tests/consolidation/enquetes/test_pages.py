"""The survey of a year: prefilled, kept as a draft, handed over, mended, then added up by the network."""

import csv
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.enquetes.models import Reponse
from maillage.consolidation.enquetes.rules.questions import AJOUTS_2025, QUESTIONNAIRE
from maillage.reseau.models import Dispositif, Effectif, GestionFse, Logiciel
from maillage.reseau.nomenclatures import Employeur, FonctionEquipe, ModeFse, TypeDispositif, UsageLogiciel
from maillage.socle.journal.models import Evenement
from maillage.socle.roles import Role
from tests.consolidation.depots.usine import make_campagne
from tests.consolidation.enquetes.usine import make_reponse
from tests.parcours.suivi.pages import count_queries, fill
from tests.reseau.test_gestion import connect
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
ANNEE = localdate().year - 1


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

    def test_le_mode_de_gestion_est_propose_puis_garde(self, direction, adresse, plie):
        GestionFse.objects.create(dispositif=plie, mode=ModeFse.OI_PIVOT, du=date(ANNEE - 3, 1, 1))
        form = direction.get(adresse).context["form"]
        assert form["portage"].value() == ModeFse.OI_PIVOT
        assert "fiche de votre dispositif" in form["portage"].help_text
        fill(direction, adresse, portage="etat", fse_enveloppe="100", action="transmettre")
        row = Reponse.objects.get()
        assert (row.read(), row.read_choix(), row.questionnaire) == (
            {"fse_enveloppe": Decimal(100)}, {"portage": "etat"}, QUESTIONNAIRE,
        )  # fmt: skip
        assert direction.get(adresse).context["form"]["portage"].value() == "etat"

    def test_ce_qui_est_rare_s_enregistre_et_se_demande(self, direction, adresse):
        assert (
            fill(direction, adresse, fse_enveloppe="100", fse_programme="120", action="transmettre").status_code == 302
        )
        page = text(direction.get(adresse))
        assert "À vérifier" in page
        assert "L’enveloppe est-elle surprogrammée" in page

    def test_une_reponse_d_avant_reste_lisible(self, client, plie):
        """The first questionnaire did not ask the FSE; an unknown code is left where it is."""
        avant = make_campagne(annee=AJOUTS_2025 - 1, ouverte_le=localdate(), close_le=localdate() + timedelta(days=9))
        row = make_reponse(avant, plie, fse=5, question_retiree=3)
        connect(client, make_habilitation(Role.DIRECTEUR, plie))
        form = client.get(f"/mes-depots/{avant.uuid}/enquete/").context["form"]
        assert form["fse"].value() == 5
        assert "fse_enveloppe" not in form.fields
        assert row.read() == {"fse": 5}

    def test_close_elle_ne_se_remplit_plus(self, direction, campagne, adresse):
        avant = direction.get(adresse)
        jeton = text(avant).split('name="jeton" value="')[1].split('"')[0]
        campagne.close_le = localdate() - timedelta(days=1)
        campagne.save()
        page = text(direction.post(adresse, {"fse": "1", "action": "transmettre", "jeton": jeton}))
        assert "l’enquête ne se remplit plus" in page
        assert not Reponse.objects.exists()


def test_la_campagne_de_la_clause_n_a_pas_d_enquete(client):
    today = localdate()
    clause = Campagne.objects.create(
        consolide="clause", millesime=ANNEE, ouverte_le=today - timedelta(days=1), close_le=today, is_fictive=True
    )
    connect(client, make_habilitation(Role.DIRECTEUR, make_dispositif(type=TypeDispositif.CLAUSE)))
    assert client.get(f"/mes-depots/{clause.uuid}/enquete/").status_code == 404
    connect(client, make_habilitation(Role.STATISTICIEN))
    assert client.get(f"/campagnes/{clause.uuid}/enquete/").status_code == 404


class TestResultats:
    @pytest.fixture
    def statisticienne(self, client):
        connect(client, make_habilitation(Role.STATISTICIEN))
        return client

    def test_chaque_total_dit_combien_l_ont_donne(self, statisticienne, campagne):
        for valeur in (100, 300, None):
            make_reponse(campagne, make_dispositif(), reponses={"entreprises": valeur} if valeur else {"fse": 5})
        make_reponse(campagne, make_dispositif(), transmise=False, entreprises=10_000)
        page = statisticienne.get(f"/campagnes/{campagne.uuid}/enquete/")
        found = {ligne.mesure.code: ligne for one in page.context["chapitres"] for ligne in one.sommes}
        entreprises = found["enquete.entreprises"]
        assert (entreprises.valeur, entreprises.repondants, entreprises.moyenne) == (400, 2, 200)
        assert found["enquete.departement"].valeur is None
        lignes = csv.DictReader(
            statisticienne.get(f"/campagnes/{campagne.uuid}/enquete.csv").content.decode("utf-8-sig").splitlines(),
            delimiter=";",
        )
        [ligne] = [one for one in lignes if one["code"] == "enquete.entreprises"]
        assert (ligne["valeur"], ligne["repondants"]) == ("400", "2")

    def test_un_taux_dit_combien_ont_donne_ses_deux_termes(self, statisticienne, campagne):
        make_reponse(campagne, make_dispositif(), fse_enveloppe=200, fse_programme=150, portage="etat")
        make_reponse(campagne, make_dispositif(), fse_enveloppe=900, portage="etat")
        page = statisticienne.get(f"/campagnes/{campagne.uuid}/enquete/")
        found = {(li.mesure.code, li.cellule.modalite): li for one in page.context["chapitres"] for li in one.rapports}
        programmation = found["enquete.programmation", ""]
        assert (programmation.valeur, programmation.repondants) == (75, 1)
        assert (found["enquete.portages", "etat"].valeur, found["enquete.portages", "etat"].repondants) == (100, 2)
        assert found["enquete.paiement", ""].valeur is None

    def test_l_equipement_se_compte_sur_qui_a_dit_ses_logiciels(self, statisticienne, campagne):
        """Four open PLIE: one with the software of the trade, one with another, two that said nothing. One left it since."""
        plies = [make_dispositif() for _ in range(4)]
        for plie, usage, au in (
            (plies[0], UsageLogiciel.PARCOURS, None), (plies[1], UsageLogiciel.GESTION, None),
            (plies[2], UsageLogiciel.PARCOURS, date(ANNEE - 1, 12, 31)),
        ):  # fmt: skip
            Logiciel.objects.create(
                dispositif=plie, usage=usage, nom="Logiciel d’essai", du=date(ANNEE - 3, 1, 1), au=au
            )
        found = statisticienne.get(f"/campagnes/{campagne.uuid}/enquete/").context["equipement"]
        attendus = Dispositif.objects.filter(type=TypeDispositif.PLIE, is_fictif=True).count()
        assert (found["taux"], found["equipees"], found["connues"], found["structures"]) == (50, 1, 2, attendus)
        Logiciel.objects.all().delete()
        assert "le taux d’équipement n’est pas connu" in text(
            statisticienne.get(f"/campagnes/{campagne.uuid}/enquete/")
        )

    def test_le_nombre_de_requetes_ne_depend_pas_des_reponses(self, statisticienne, campagne):
        counts = []
        for rang in range(20):
            make_reponse(campagne, make_dispositif(), fse=rang)
            if rang in (1, 19):
                counts.append(len(count_queries(statisticienne, f"/campagnes/{campagne.uuid}/enquete/")))
        assert counts[0] == counts[1]
