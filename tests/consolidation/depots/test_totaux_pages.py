"""What the network types for a PLIE: what is refused of it, what it would replace, what it must explain."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from maillage.consolidation.depots.models import Depot
from maillage.consolidation.depots.nomenclatures import EtatDepot, Origine
from maillage.consolidation.depots.rules.agreges import TROP_GRAND
from maillage.socle.roles import Role
from tests.consolidation.depots.test_regles import REFERENTS, TOTAUX
from tests.consolidation.depots.usine import make_campagne, make_depot, receive, write_essai
from tests.parcours.suivi.pages import count_queries, fill, open_page
from tests.reseau.test_gestion import connect
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
ANNEE = localdate().year - 1
ARRIVE = "Un dépôt est arrivé depuis l’ouverture de cette page ({}) : rien n’est enregistré."
SAISIE = TOTAUX | {"motif": "Bilan annuel envoyé le 12 février"}


@pytest.fixture
def plie():
    return make_dispositif("PLIE du Val fictif")


@pytest.fixture
def campagne():
    today = localdate()
    return make_campagne(annee=ANNEE, ouverte_le=today - timedelta(days=10), close_le=today + timedelta(days=20))


@pytest.fixture
def adresse(campagne, plie):
    return f"/campagnes/{campagne.uuid}/totaux/{plie.uuid}/"


@pytest.fixture
def reseau(client):
    connect(client, make_habilitation(Role.STATISTICIEN))
    return client


def text(response):
    return response.content.decode()


def read_page(page, typed):
    """What the browser would post of the page that came back: the same words, its own hidden fields."""
    hidden = {name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("jeton", "vue")}
    return typed | hidden


class TestSaisie:
    def test_un_nombre_impossible_se_refuse_avec_nos_mots(self, reseau, adresse):
        for trop in ("1" + "0" * 20, "1 000 000 000"):
            assert TROP_GRAND in text(fill(reseau, adresse, **SAISIE | {"plie.accompagnes": trop}))
        for trop in ("123456789012,5", "1234567890"):
            page = text(fill(reseau, adresse, **SAISIE | REFERENTS | {"plie.etp": trop}))
            assert TROP_GRAND in page
            assert "Assurez-vous" not in page
        page = text(fill(reseau, adresse, **SAISIE | REFERENTS | {"plie.etp": "2,755"}))
        assert "2 chiffres au plus après la virgule" in page
        assert not Depot.objects.exists()

    def test_un_nombre_se_tape_avec_ses_espaces(self, reseau, adresse):
        assert fill(reseau, adresse, **SAISIE | {"plie.file_active": "1\u202f200"}).status_code == 302

    def test_une_origine_trop_courte_se_dit_trop_courte(self, reseau, adresse):
        assert "Trop court : donnez le document et sa date" in text(
            fill(reseau, adresse, **SAISIE | {"motif": "Lettre"})
        )

    def test_close_pendant_la_saisie_rien_de_tape_ne_se_perd(self, reseau, adresse, campagne):
        typed = open_page(reseau, adresse) | SAISIE
        campagne.close_le = localdate() - timedelta(days=1)
        campagne.save()
        page = text(reseau.post(adresse, typed))
        assert "repoussez son dernier jour dans le calendrier" in page
        assert 'value="300"' in page
        assert not Depot.objects.exists()

    def test_on_n_invite_a_saisir_que_tant_que_la_campagne_est_ouverte(self, reseau, campagne):
        assert "pour les saisir" in text(reseau.get(campagne.get_absolute_url()))
        type(campagne).objects.filter(pk=campagne.pk).update(close_le=localdate() - timedelta(days=1))
        assert "pour les saisir" not in text(reseau.get(campagne.get_absolute_url()))

    def test_une_campagne_close_se_dit_avant_la_saisie(self, reseau, adresse, campagne):
        campagne.close_le = localdate() - timedelta(days=1)
        campagne.save()
        page = reseau.get(adresse)
        assert "repoussez son dernier jour dans le calendrier" in text(page)
        assert "demandez au réseau" not in text(page)
        assert 'name="plie.accompagnes"' not in text(page)


class TestRemplacement:
    def test_ce_que_les_totaux_remplaceraient_se_dit_et_se_confirme(self, reseau, adresse, campagne, plie):
        avant = receive(campagne, plie, origine=Origine.INSTALLATION).depot
        page = text(reseau.get(adresse))
        assert "Cette structure a déjà déposé" in page
        assert "Dépôt du 02/03/2026, version 1, compté dans Maillage. Vos totaux le remplaceraient." in page
        assert "sans Maillage" not in page.split("<main")[1]
        refuse = text(fill(reseau, adresse, **SAISIE))
        assert "Cochez cette case pour remplacer" in refuse
        assert 'value="300"' in refuse
        avant.refresh_from_db()
        assert avant.etat == EtatDepot.EN_VIGUEUR
        assert fill(reseau, adresse, **SAISIE, remplacer="on").status_code == 302
        avant.refresh_from_db()
        assert avant.etat == EtatDepot.REMPLACE
        assert "non équipée" not in text(reseau.get(Depot.objects.get(version=2).get_absolute_url()))

    def test_ses_propres_totaux_se_corrigent_sans_rien_confirmer(self, reseau, adresse):
        fill(reseau, adresse, **SAISIE)
        assert "a déjà déposé" not in text(reseau.get(adresse))
        assert fill(reseau, adresse, **SAISIE | {"plie.file_active": 201}).status_code == 302

    def test_de_totaux_declares_on_revient_a_leur_saisie_tant_qu_elle_est_ouverte(
        self, reseau, adresse, campagne, plie
    ):
        fill(reseau, adresse, **SAISIE)
        depot = Depot.objects.get()
        assert adresse in text(reseau.get(depot.get_absolute_url()))
        make_depot(campagne, autre := make_dispositif("PLIE d’à côté"))  # counted by itself: nobody types it again
        assert "/totaux/" not in text(reseau.get(Depot.objects.get(dispositif=autre).get_absolute_url()))
        type(campagne).objects.update(close_le=localdate() - timedelta(days=1))
        assert adresse not in text(reseau.get(depot.get_absolute_url()))

    def test_un_depot_arrive_pendant_la_saisie_n_est_pas_remplace_a_l_insu(self, reseau, adresse, campagne, plie):
        typed = open_page(reseau, adresse) | SAISIE
        avant = receive(campagne, plie, origine=Origine.INSTALLATION).depot
        page = text(reseau.post(adresse, typed | {"remplacer": "on"}))
        assert ARRIVE.format("version 1, le 02/03/2026 à 10:30, compté dans Maillage") in page
        assert "Cette structure a déjà déposé" in page
        assert 'value="300"' in page
        avant.refresh_from_db()
        assert avant.etat == EtatDepot.EN_VIGUEUR
        typed = read_page(page, typed)
        assert "Cochez cette case pour remplacer" in text(reseau.post(adresse, typed))
        assert reseau.post(adresse, typed | {"remplacer": "on"}).status_code == 302

    def test_les_totaux_d_un_collegue_non_plus(self, reseau, adresse, campagne):
        typed = open_page(reseau, adresse) | SAISIE | {"plie.file_active": 201}
        fill(reseau, adresse, **SAISIE)
        page = text(reseau.post(adresse, typed | {"motif": ""}))  # said with whatever else is to be mended
        assert ARRIVE.split("{}")[0] in page
        assert "Dites d’où viennent ces totaux" in page
        assert Depot.objects.count() == 1
        assert reseau.post(adresse, read_page(page, typed)).status_code == 302
        assert Depot.objects.get(etat=EtatDepot.EN_VIGUEUR).version == 2

    def test_le_nombre_de_requetes_ne_depend_pas_des_versions(self, reseau, adresse, campagne, plie):
        make_depot(campagne, plie)
        avant = len(count_queries(reseau, adresse))
        for _ in range(18):
            make_depot(campagne, plie, etat=EtatDepot.A_EXPLIQUER)
        assert len(count_queries(reseau, adresse)) == avant


class TestEcarts:
    @pytest.fixture
    def depot(self, reseau, adresse, campagne, plie):
        avant = make_campagne(annee=ANNEE - 1)
        receive(avant, plie, write_essai(avant, plie, nombre=150))
        response = fill(reseau, adresse, **SAISIE)
        found = Depot.objects.get(campagne=campagne)
        assert response.url == f"/depots/{found.uuid}/expliquer/"
        return found

    def test_les_totaux_saisis_attendent_qui_explique_leurs_ecarts(self, reseau, depot, campagne):
        assert depot.etat == EtatDepot.A_EXPLIQUER
        adresse = f"/depots/{depot.uuid}/expliquer/"
        page = text(reseau.get(adresse))
        assert all(saut["phrase"].split(" : ")[0] in page for saut in depot.sauts)
        assert "PLIE du Val fictif" in page
        assert adresse in text(reseau.get(depot.get_absolute_url()))
        assert "Expliquez cet écart" in text(fill(reseau, adresse))
        response = fill(reseau, adresse, **{saut["cle"]: "Deux communes de plus (fictif)." for saut in depot.sauts})
        assert response.url == depot.get_absolute_url()
        depot.refresh_from_db()
        assert depot.etat == EtatDepot.EN_VIGUEUR

    def test_la_direction_les_explique_aussi(self, client, depot, plie):
        connect(client, make_habilitation(Role.DIRECTEUR, plie))
        adresse = f"/depots/{depot.uuid}/expliquer/"
        assert "dites-le au réseau, qui l’a saisi" in text(client.get(adresse))
        fill(client, adresse, **{saut["cle"]: "Deux communes de plus (fictif)." for saut in depot.sauts})
        depot.refresh_from_db()
        assert depot.etat == EtatDepot.EN_VIGUEUR

    def test_le_reseau_n_explique_pas_ce_qu_une_structure_a_depose(self, reseau, campagne, plie):
        autre = make_depot(campagne, plie, etat=EtatDepot.A_EXPLIQUER)
        assert reseau.get(f"/depots/{autre.uuid}/expliquer/").status_code == 404
        assert "Expliquer les écarts" not in text(reseau.get(autre.get_absolute_url()))
