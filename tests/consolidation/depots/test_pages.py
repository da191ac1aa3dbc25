"""The pages of a direction and of the network: what they show, what they refuse, and in how many queries."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from maillage.consolidation.depots.actions.reguliers import hash_cle
from maillage.consolidation.depots.models import Campagne, CleDepot, Depot
from maillage.consolidation.depots.nomenclatures import EtatDepot, Origine
from maillage.consolidation.depots.queries.depots import read_cellules
from maillage.consolidation.depots.recus import write_recu
from maillage.consolidation.depots.rules.agreges import MANQUE
from maillage.socle.journal.models import Evenement
from maillage.socle.roles import Role
from tests.consolidation.depots.test_regles import TOTAUX
from tests.consolidation.depots.usine import make_campagne, make_depot, receive, write_essai
from tests.parcours.suivi.pages import count_queries, fill, open_page
from tests.parcours.usine import make_parcours
from tests.reseau.test_gestion import connect
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
ANNEE = localdate().year - 1
SAUT = {"cle": "plie.entrees", "phrase": "Entrées : de 200 à 100.", "explication": ""}


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR = tmp_path / "var"


@pytest.fixture
def plie():
    return make_dispositif("PLIE d’essai")


@pytest.fixture
def campagne():
    """Open today."""
    today = localdate()
    return make_campagne(annee=ANNEE, ouverte_le=today - timedelta(days=10), close_le=today + timedelta(days=20))


@pytest.fixture
def direction(client, plie):
    connect(client, make_habilitation(Role.DIRECTEUR, plie))
    return client


@pytest.fixture
def statisticienne(client):
    connect(client, make_habilitation(Role.STATISTICIEN))
    return client


def text(response):
    return response.content.decode()


def post(client, adresse, **values):
    page = client.get(adresse)
    jeton = text(page).split('name="jeton" value="')[1].split('"')[0]
    return client.post(adresse, {"jeton": jeton, **values})


class TestDirection:
    def test_elle_compte_relit_et_depose(self, direction, campagne, plie):
        for rang in range(3):
            make_parcours(plie, date_entree=campagne.ouverte_le.replace(year=ANNEE, month=3, day=1 + rang))
        assert "Rien n’est encore déposé" in text(direction.get("/mes-depots/"))
        adresse = f"/mes-depots/{campagne.uuid}/deposer/"
        page = direction.get(adresse)
        flux = page.context["groupes"][0]
        assert next(c for c in flux.chiffres if c.code == "plie.entrees").valeur == "3"
        response = post(direction, adresse, empreinte=page.context["empreinte"])
        depot = Depot.objects.get()
        assert response.url == f"/depots/{depot.uuid}/"
        assert (depot.origine, depot.etat) == (Origine.INSTALLATION, EtatDepot.EN_VIGUEUR)
        assert "déjà déposée" in text(direction.get(adresse))

    def test_des_dossiers_qui_changent_entre_les_deux_se_relisent(self, direction, campagne, plie):
        make_parcours(plie, date_entree=campagne.ouverte_le.replace(year=ANNEE, month=3, day=1))
        adresse = f"/mes-depots/{campagne.uuid}/deposer/"
        lue = direction.get(adresse).context["empreinte"]
        make_parcours(plie, date_entree=campagne.ouverte_le.replace(year=ANNEE, month=4, day=1))
        response = post(direction, adresse, empreinte=lue)
        assert response.status_code == 200
        assert "Vos dossiers ont changé depuis" in text(response)
        assert not Depot.objects.exists()

    def test_sans_dossier_ici_la_page_le_dit(self, direction, campagne):
        page = direction.get(f"/mes-depots/{campagne.uuid}/deposer/", follow=True)
        assert "Aucun dossier n’est tenu ici" in text(page)

    def test_un_fichier_faux_dit_chaque_faute_et_ne_garde_rien(self, direction, campagne, plie):
        data = json.loads(write_essai(campagne, plie))
        data |= {"millesime": 2019, "dispositif": "autre"}
        fichier = SimpleUploadedFile("d.json", json.dumps(data).encode())
        page = text(post(direction, f"/mes-depots/{campagne.uuid}/fichier/", fichier=fichier))
        assert "celui de l’année 2019" in page
        assert "celui d’une autre structure" in page
        assert not Depot.objects.exists()
        vide = text(post(direction, f"/mes-depots/{campagne.uuid}/fichier/"))
        assert "Choisissez le fichier" in vide
        assert vide.count("(facultatif)") == 1  # what changes, and not the file

    def test_un_fichier_juste_est_depose(self, direction, campagne, plie):
        fichier = SimpleUploadedFile("d.json", write_essai(campagne, plie))
        response = post(direction, f"/mes-depots/{campagne.uuid}/fichier/", fichier=fichier)
        assert response.url == f"/depots/{Depot.objects.get().uuid}/"

    def test_un_ecart_mene_a_son_explication_et_rien_de_tape_ne_se_perd(self, direction, campagne, plie):
        avant = make_campagne(annee=ANNEE - 1)
        receive(avant, plie, write_essai(avant, plie, nombre=150))
        response = post(
            direction,
            f"/mes-depots/{campagne.uuid}/fichier/",
            fichier=SimpleUploadedFile("d.json", write_essai(campagne, plie)),
        )
        adresse = response.url
        assert adresse.endswith("/expliquer/")
        assert direction.get("/mes-depots/").content.decode().count("à expliquer") >= 1
        sauts = Depot.objects.get(campagne=campagne).sauts
        page = post(direction, adresse, **{sauts[0]["cle"]: "Deux référents partis (fictif)."})
        assert "Deux référents partis (fictif)." in text(page)
        assert "(facultatif)" not in text(page)
        assert "Expliquez cet écart en une phrase" in text(page)
        response = post(direction, adresse, **{saut["cle"]: "Deux référents partis (fictif)." for saut in sauts})
        assert Depot.objects.get(campagne=campagne).etat == EtatDepot.EN_VIGUEUR

    def test_le_recu_et_le_document_se_telechargent_et_le_recu_se_verifie(self, direction, campagne, plie):
        depot = receive(campagne, plie).depot
        recu = direction.get(f"/depots/{depot.uuid}/recu.json").content
        assert json.loads(recu) == write_recu(depot)
        assert direction.get(f"/depots/{depot.uuid}/depot.json").content.decode() == depot.contenu
        direction.logout()
        page = post(direction, "/verifier-un-recu/", fichier=SimpleUploadedFile("r.json", recu))
        assert "Ce reçu est authentique" in text(page)
        assert "reçu le 02/03/2026." in text(page)
        assert "(facultatif)" not in text(direction.get("/verifier-un-recu/"))
        faux = recu.replace(b'"version": 1', b'"version": 2')
        assert "n’est pas authentique" in text(
            post(direction, "/verifier-un-recu/", fichier=SimpleUploadedFile("r.json", faux))
        )
        assert "n’est pas authentique" in text(
            post(direction, "/verifier-un-recu/", fichier=SimpleUploadedFile("r.json", b"["))
        )

    def test_retirer_demande_une_raison(self, direction, campagne, plie):
        depot = receive(campagne, plie).depot
        adresse = f"/depots/{depot.uuid}/retirer/"
        assert "en une phrase" in text(fill(direction, adresse, motif="non"))
        assert fill(direction, adresse, motif="Extraction faite trop tôt").url == "/mes-depots/"
        assert "Extraction faite trop tôt" in text(direction.get(f"/depots/{depot.uuid}/"))

    def test_retirer_dit_ce_qui_compte_ensuite_et_ne_s_ouvre_qu_une_fois(self, direction, campagne, plie):
        en_vigueur = make_depot(campagne, plie)
        attend = make_depot(campagne, plie, etat=EtatDepot.A_EXPLIQUER, sauts=[SAUT])
        page = text(direction.get(f"/depots/{attend.uuid}/retirer/"))
        assert "La version 1 reste celle qui compte." in page
        assert "redeviendra attendu" not in page
        assert "La version 2 comptera quand" in text(direction.get(f"/depots/{en_vigueur.uuid}/retirer/"))
        fill(direction, f"/depots/{attend.uuid}/retirer/", motif="Extraction faite trop tôt")
        assert "redeviendra attendu" in text(direction.get(f"/depots/{en_vigueur.uuid}/retirer/"))
        again = text(direction.get(f"/depots/{attend.uuid}/retirer/", follow=True))
        assert "Ce dépôt est déjà « retiré »" in again
        assert "Version 2 : retirée. Reçue le" in again
        assert "À expliquer" not in again

    def test_le_depot_d_un_autre_n_existe_pas(self, direction, campagne):
        autre = receive(campagne, make_dispositif()).depot
        for suite in ("", "recu.json", "depot.json", "expliquer/", "retirer/"):
            assert direction.get(f"/depots/{autre.uuid}/{suite}").status_code == 404

    def test_le_nombre_de_requetes_ne_depend_pas_des_annees(self, direction, plie):
        counts = []
        for rang in range(20):
            make_depot(make_campagne(annee=2000 + rang), plie)
            if rang in (1, 19):
                counts.append(len(count_queries(direction, "/mes-depots/")))
        assert counts[0] == counts[1]

    def test_a_faire_dit_l_annee_a_deposer_puis_les_ecarts_puis_rien(self, direction, campagne, plie):
        assert f"Les chiffres de {ANNEE} sont à déposer" in text(direction.get("/a-faire/"))
        depot = make_depot(campagne, plie, etat=EtatDepot.A_EXPLIQUER)
        assert "Des écarts sont à expliquer" in text(direction.get("/a-faire/"))
        Depot.objects.filter(pk=depot.pk).update(etat=EtatDepot.EN_VIGUEUR)
        told = text(direction.get("/a-faire/"))
        assert "sont à déposer" not in told
        assert "à expliquer" not in told


class TestAutreInstallation:
    @pytest.fixture
    def cle(self, direction):
        fill(direction, "/mes-depots/cles/", libelle="Serveur voisin")
        return direction.get("/mes-depots/cles/").context["cle"]

    def send(self, client, cle, contenu):
        return client.post(
            "/api/depots/", contenu, content_type="application/json", headers={"Authorization": f"Bearer {cle}"}
        )

    def test_avec_sa_cle_l_autre_installation_depose_et_recoit_son_recu(self, direction, campagne, plie, cle):
        contenu = write_essai(campagne, plie)
        direction.logout()
        first, again = self.send(direction, cle, contenu), self.send(direction, cle, contenu)
        assert (first.status_code, again.status_code) == (201, 200)
        depot = Depot.objects.get()
        assert depot.origine == Origine.API
        assert first.json()["recu"] == again.json()["recu"] == write_recu(depot)

    def test_envoyee_deux_fois_la_demande_ne_fait_qu_une_cle(self, direction):
        page = open_page(direction, "/mes-depots/cles/") | {"libelle": "Serveur voisin"}
        for _ in range(2):
            assert direction.post("/mes-depots/cles/", page)["Location"] == "/mes-depots/cles/"
        assert "Clé créée : copiez-la maintenant" in text(direction.get("/mes-depots/cles/"))
        assert "Clé créée" not in text(direction.get("/mes-depots/cles/"))
        assert CleDepot.objects.count() == 1

    def test_la_cle_n_est_gardee_nulle_part_et_revoquee_n_ouvre_plus(self, direction, campagne, plie, cle):
        row = CleDepot.objects.get()
        assert row.empreinte == hash_cle(cle)
        assert cle not in text(direction.get("/mes-depots/cles/"))
        assert direction.post(f"/mes-depots/cles/{row.uuid}/revoquer/").status_code == 302
        refus = self.send(direction, cle, write_essai(campagne, plie))
        assert (refus.status_code, refus["WWW-Authenticate"]) == (401, "Bearer")
        assert not Depot.objects.exists()

    @pytest.mark.parametrize("entete", ["", "Basic abc", "Bearer ", "Bearer faux"])
    def test_sans_cle_rien_n_entre(self, client, entete):
        response = client.post(
            "/api/depots/", b"{}", content_type="application/json", headers={"Authorization": entete}
        )
        assert response.status_code == 401

    def test_chaque_faute_est_dite(self, direction, campagne, plie, cle):
        assert "ne se lit pas" in self.send(direction, cle, write_essai(campagne, plie)[:100]).json()["refus"][0]
        data = json.loads(write_essai(campagne, plie))
        for change, dit in (
            ({"millesime": 2016}, "n’a pas ouvert de campagne pour l’année 2016"),
            ({"dispositif": "autre"}, "celui d’une autre structure"),
            ({"cellules": []}, "Il manque"),
        ):
            response = self.send(direction, cle, json.dumps(data | change).encode())
            assert response.status_code == 422
            assert dit in response.json()["refus"][0]
        assert not Depot.objects.exists()

    def test_le_fichier_exporte_d_ici_se_depose_la_bas(self, direction, campagne, plie):
        make_parcours(plie, date_entree=localdate().replace(year=ANNEE, month=3, day=1))
        exporte = direction.get(f"/mes-depots/annee.json?annee={ANNEE}")
        assert "attachment" in exporte["Content-Disposition"]
        fichier = SimpleUploadedFile("d.json", exporte.content)
        post(direction, f"/mes-depots/{campagne.uuid}/fichier/", fichier=fichier)
        assert Depot.objects.get().contenu == exporte.content.decode()
        assert direction.get("/mes-depots/annee.json?annee=1999").status_code == 404


class TestReseau:
    def test_elle_ouvre_une_campagne_et_ne_l_ouvre_qu_une_fois(self, statisticienne, plie):
        today = localdate()
        values = {"millesime": ANNEE, "ouverte_le": today, "close_le": today + timedelta(days=40), "rappels": [14, 1]}
        response = fill(statisticienne, "/campagnes/ouvrir/", **values)
        made = Campagne.objects.get()
        assert response.url == f"/campagnes/{made.uuid}/"
        assert (made.rappels, made.is_fictive) == ([14, 1], True)
        assert "a déjà sa campagne" in text(fill(statisticienne, "/campagnes/ouvrir/", **values))
        assert Campagne.objects.count() == 1

    def test_le_calendrier_se_change_et_une_date_fausse_se_dit(self, statisticienne, campagne):
        adresse = f"/campagnes/{campagne.uuid}/calendrier/"
        assert "au moins une semaine" in text(
            fill(statisticienne, adresse, close_le=campagne.ouverte_le + timedelta(days=2))
        )
        apres = campagne.close_le + timedelta(days=30)
        assert fill(statisticienne, adresse, close_le=apres).status_code == 302
        campagne.refresh_from_db()
        assert campagne.close_le == apres
        assert Evenement.objects.filter(type="depots.campagne_modifiee").count() == 1

    def test_le_suivi_dit_qui_a_depose_et_la_participation(self, statisticienne, campagne, plie):
        receive(campagne, plie)
        make_dispositif("PLIE qui attend")
        page = statisticienne.get(f"/campagnes/{campagne.uuid}/")
        assert page.context["participation"].phrase == "1 sur 2, 50\u202f%"
        lu = statisticienne.get(f"/campagnes/{campagne.uuid}/?etat=attendu")
        assert "PLIE qui attend" in text(lu)
        assert f"/totaux/{plie.uuid}/" not in text(lu)
        export = b"".join(statisticienne.get(f"/campagnes/{campagne.uuid}/suivi.csv")).decode()
        assert "PLIE qui attend" in export

    def test_le_nombre_de_requetes_ne_depend_pas_des_dispositifs(self, statisticienne, campagne):
        counts = []
        for rang in range(20):
            one = make_dispositif()
            if rang % 2:
                make_depot(campagne, one)
            if rang in (1, 19):
                counts.append(
                    [len(count_queries(statisticienne, url)) for url in (f"/campagnes/{campagne.uuid}/", "/campagnes/")]
                )
        assert counts[0] == counts[1]

    def test_elle_lit_un_depot_que_l_animation_ne_lit_pas(self, client, campagne, plie):
        depot = receive(campagne, plie).depot
        connect(client, make_habilitation(Role.STATISTICIEN))
        assert client.get(f"/depots/{depot.uuid}/").status_code == 200
        connect(client, make_habilitation(Role.ANIMATEUR_RESEAU))
        assert client.get(f"/campagnes/{campagne.uuid}/").status_code == 200
        assert client.get(f"/depots/{depot.uuid}/").status_code == 403

    def test_les_totaux_qu_une_structure_declare(self, statisticienne, campagne, plie):
        adresse = f"/campagnes/{campagne.uuid}/totaux/{plie.uuid}/"
        faux = text(fill(statisticienne, adresse, **TOTAUX | {"plie.sans_suite": 41}))
        assert "font 81 : corrigez" in faux
        assert "Dites d’où viennent ces totaux" in faux
        vide = text(fill(statisticienne, adresse, motif="Bilan annuel envoyé le 12 février"))
        assert vide.count(MANQUE) == len(TOTAUX) * 2  # above the form, and beside each number that is asked
        response = fill(statisticienne, adresse, **TOTAUX, motif="Bilan annuel envoyé le 12 février")
        assert response.status_code == 302
        assert Depot.objects.get().origine == Origine.AGREGE
        assert "Dont 1 structure déclarée en totaux" in text(statisticienne.get(f"/campagnes/{campagne.uuid}/"))

    def test_les_temps_pleins_se_tapent_avec_une_virgule(self, statisticienne, campagne, plie):
        adresse = f"/campagnes/{campagne.uuid}/totaux/{plie.uuid}/"
        values = TOTAUX | {"motif": "Bilan annuel envoyé le 12 février"}
        assert "Donnez aussi ce nombre" in text(fill(statisticienne, adresse, **values | {"plie.etp": "2,75"}))
        assert (
            fill(statisticienne, adresse, **values | {"plie.etp": "2,75", "plie.etp:referents": "3"}).status_code == 302
        )
        etp = next(c for c in read_cellules(Depot.objects.get()) if c.code == "plie.etp")
        assert (etp.numerateur, etp.base) == (275, 3)
