"""The shared markets of a territory: each one by one, hours in totals; one that is followed alone is as one that does not exist."""

import csv
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.clause.models import (
    DonneurOrdre,
    Engagement,
    EntrepriseDuLot,
    LigneHeures,
    Lot,
    Marche,
    MiseEmploi,
    PartEngagement,
    PassageLot,
    Question,
    Repartition,
    SuiviLot,
)
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.queries.coordonnes import select_coordonnes
from maillage.participants.models import Personne
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.contexte import open_contexte
from maillage.socle.journal.models import Acces
from maillage.socle.roles import Role
from maillage.territoire.models import Departement, Region
from tests.clause.lecture import tells
from tests.clause.usine import make_clause, make_donneur, make_facilitateur, make_marche
from tests.clause.usine_aval import make_emploi, make_entreprise, make_ligne, make_lot_notifie, make_personne
from tests.clause.usine_partage import make_engagement, make_suivi
from tests.parcours.suivi.pages import count_queries
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
LISTE = "/clause-du-territoire/marches-partages/"
QUI = ("régionale", "départementale", "voisine", "nulle part")


class Monde:
    """Two services of one région, in two départements, and one elsewhere; a lot shared by the two, one of each alone."""

    def __init__(self):
        self.region = Region.objects.create(code="98", nom="Région d’essai")
        self.ici = self.make_service("9A")
        self.voisin = self.make_service("9B")
        self.ailleurs = make_clause()
        marche = make_marche(self.ici, objet="Fibre des vallées", acheteur=make_donneur(self.ici, nom="Syndicat mixte"))
        self.partage = make_lot_notifie(self.ici, marche=marche, entreprise=make_entreprise(self.ici, nom="Sogetra"))
        self.suivi = make_suivi(self.partage, self.voisin, RoleSuivi.PARTICIPANTE)
        make_engagement(self.partage, 1200)
        self.seul = make_lot_notifie(self.ici, marche=make_marche(self.ici, objet="École suivie seul"))
        roles: dict[str, dict[str, Any]] = {
            "régionale": {"region": self.region},
            "départementale": {"departements": ["9A"], "territoire": "Département 9A"},
            "voisine": {"departements": ["9B", "9C"], "territoire": "Département 9B, Département 9C"},
            "nulle part": {"departements": ["9C"], "territoire": "Département 9C"},
        }
        self.habilitations = {
            nom: make_habilitation(
                Role.COORDINATEUR_REGIONAL if "region" in fields else Role.COORDINATEUR_DEPARTEMENTAL, **fields
            )
            for nom, fields in roles.items()
        }
        self.acteurs = {nom: make_acteur(habilitation=one) for nom, one in self.habilitations.items()}

    def make_service(self, code):
        departement = Departement.objects.create(code=code, nom=f"Département {code}", region=self.region, zone="metro")
        return make_dispositif(
            f"Clause {code}", type=TypeDispositif.CLAUSE, region=self.region, departement=departement
        )

    def employ(self, service, personnes, heures=10, *, lot=None):
        lot = lot or self.partage
        for _ in range(personnes):
            emploi = make_emploi(make_personne(service), lots=[lot])
            ligne = make_ligne(emploi, lot, heures, statut="validee")
            LigneHeures.objects.filter(pk=ligne.pk).update(creditrice=service)


@pytest.fixture
def monde():
    return Monde()


@pytest.fixture
def ouvre(client, monde):
    def enter(nom="départementale"):
        client.force_login(monde.habilitations[nom].compte)
        return client

    return enter


def list_lus(monde):
    return [list(select_coordonnes(monde.acteurs[nom])) for nom in QUI]


class TestPortee:
    def test_un_lot_suivi_par_deux_services_se_lit_de_chacun_de_leurs_territoires(self, monde):
        assert list_lus(monde) == [[monde.partage], [monde.partage], [monde.partage], []]

    def test_une_observatrice_ne_partage_rien(self, monde):
        make_suivi(monde.seul, monde.voisin, RoleSuivi.OBSERVATRICE)
        assert monde.seul not in select_coordonnes(monde.acteurs["régionale"])

    def test_ce_qui_n_est_plus_partage_ne_se_lit_plus(self, monde):
        SuiviLot.objects.filter(pk=monde.suivi.pk).update(au=localdate() - timedelta(days=1))
        assert list_lus(monde) == [[], [], [], []]

    def test_la_main_passee_ailleurs_sort_le_lot_du_departement(self, monde):
        make_suivi(monde.partage, monde.ailleurs, RoleSuivi.PILOTE, du=localdate())
        assert list_lus(monde) == [[monde.partage], [], [monde.partage], []]

    @pytest.mark.postgres
    @pytest.mark.parametrize("cas", ["partagé", "quitté", "passé"])
    def test_postgresql_dit_la_meme_chose_sans_aucun_filtre(self, monde, cas):
        if cas == "quitté":
            SuiviLot.objects.filter(pk=monde.suivi.pk).update(au=localdate() - timedelta(days=1))
        if cas == "passé":
            make_suivi(monde.partage, monde.ailleurs, RoleSuivi.PILOTE, du=localdate())
        wanted = list_lus(monde)
        for nom, lots in zip(QUI, wanted, strict=True):
            with open_contexte(monde.acteurs[nom]):
                assert list(Lot.objects.all()) == lots, nom

    @pytest.mark.postgres
    def test_postgresql_ne_laisse_lire_que_le_lot_l_engagement_et_les_parts(self, monde):
        monde.employ(monde.ici, 2)
        version = monde.partage.engagements.get(numero=1)
        row = Repartition.objects.create(dispositif=monde.ici, lot=monde.partage, engagement=version, rang=1,
                                         methode="libre", origine="pilote", le=localdate())  # fmt: skip
        PartEngagement.objects.create(dispositif=monde.ici, repartition=row, lot=monde.partage, structure=monde.ici,
                                      heures=1200)  # fmt: skip
        Question.objects.create(
            dispositif=monde.ici, marche=monde.partage.marche, recue_le=localdate(), question="Qui ?"
        )
        lus = {Lot: 1, Marche: 1, DonneurOrdre: 1, Engagement: 1, Repartition: 1, PartEngagement: 1, SuiviLot: 2}
        jamais = (LigneHeures, MiseEmploi, Personne, EntrepriseDuLot, PassageLot, Question)
        assert all(model.objects.exists() for model in jamais)
        with open_contexte(monde.acteurs["départementale"]):
            assert {model: model.objects.count() for model in lus} == lus
            assert {model: model.objects.count() for model in jamais} == dict.fromkeys(jamais, 0)
            assert Lot.objects.update(secteur="Autre") == 0


class TestListe:
    def test_elle_dit_l_objet_le_donneur_les_services_l_etat_et_les_heures(self, monde, ouvre):
        monde.employ(monde.ici, 4)
        monde.employ(monde.voisin, 3, 20)
        told = ouvre().get(LISTE).content.decode()
        for said in ("Fibre des vallées", "Syndicat mixte", "Clause 9A, Clause 9B", "Notifié", "1\u202f200", ">100<"):
            assert said in told, said
        for secret in ("École suivie seul", "Sogetra"):
            assert secret not in told

    def test_trop_peu_de_personnes_les_heures_ne_se_lisent_ni_a_l_ecran_ni_en_fichier_ni_par_le_tri(self, monde, ouvre):
        monde.employ(monde.ici, 2, 30)
        monde.employ(monde.voisin, 2, 40)
        autre = make_lot_notifie(monde.ici, marche=make_marche(monde.ici, objet="Gymnase"))
        make_suivi(autre, monde.voisin, RoleSuivi.PARTICIPANTE)
        monde.employ(monde.ici, 5, 1, lot=autre)
        client = ouvre()
        told = client.get(LISTE).content.decode()
        assert "masquées" in told
        assert ">140<" not in told
        fichier = b"".join(client.get(f"{LISTE}export.csv")).decode("utf-8-sig")
        rows = {row["lot"]: row["validees"] for row in csv.DictReader(fichier.splitlines())}
        assert rows == {"Fibre des vallées": "", "Gymnase": "5.00"}
        for tri in ("validees", "-validees"):  # hidden is last, whichever way: its place says nothing
            page = client.get(f"{LISTE}?tri={tri}").content.decode()
            assert page.index("Gymnase") < page.index("Fibre des vallées")

    def test_une_personne_suivie_par_deux_services_n_en_fait_pas_deux(self, monde, ouvre):
        monde.employ(monde.ici, 4)
        meme = Personne.objects.filter(dispositif=monde.ici).earliest("pk")
        double = make_personne(
            monde.voisin, nom_naissance=meme.nom_naissance, prenoms=meme.prenoms, date_naissance=meme.date_naissance,
            sexe=meme.sexe,
        )  # fmt: skip
        make_ligne(make_emploi(double, lots=[monde.partage]), monde.partage, 10, statut="validee")
        assert "masquées" in ouvre().get(LISTE).content.decode()

    def test_elle_se_filtre_par_service_par_phase_et_par_mots(self, monde, ouvre):
        client = ouvre("régionale")
        assert (
            "1 lot"
            in client.get(f"{LISTE}?service={monde.voisin.uuid}&departement=9B&phase=aval&q=fibre").content.decode()
        )
        assert "Fibre des vallées" not in client.get(f"{LISTE}?q=gymnase").content.decode()
        assert "Fibre des vallées" not in client.get(f"{LISTE}?phase=amont").content.decode()
        assert 'name="departement"' not in ouvre().get(LISTE).content.decode()

    @pytest.mark.parametrize("format", ["csv", "xlsx", "ods"])
    def test_elle_s_exporte(self, monde, ouvre, format):
        assert ouvre().get(f"{LISTE}export.{format}").status_code == 200
        assert ouvre().get(f"{LISTE}export.pdf").status_code == 404

    def test_deux_lots_ou_vingt_les_memes_requetes(self, monde, ouvre):
        client, counts = ouvre(), []
        for more in (1, 18):
            for rang in range(more):
                lot = make_lot_notifie(monde.ici, marche=make_marche(monde.ici, objet=f"Lot {more}-{rang}"))
                make_suivi(lot, monde.voisin, RoleSuivi.PARTICIPANTE)
                monde.employ(monde.voisin, 1, lot=lot)
            counts.append(len(count_queries(client, LISTE)))
        assert counts[0] == counts[1]

    @pytest.mark.parametrize("role", [Role.FACILITATEUR, Role.STATISTICIEN, Role.ANIMATEUR_RESEAU])
    def test_elle_est_a_qui_coordonne_un_territoire(self, client, monde, role):
        client.force_login(make_habilitation(role, monde.ici if role is Role.FACILITATEUR else None).compte)
        assert client.get(LISTE).status_code == 403


class TestLot:
    def get_page(self, monde, client):
        return client.get(f"{LISTE}{monde.partage.uuid}/")

    def test_sa_page_dit_les_services_leurs_parts_et_leurs_heures_et_personne(self, monde, ouvre):
        monde.employ(monde.ici, 6)
        monde.employ(monde.voisin, 7, 20)
        told = self.get_page(monde, ouvre()).content.decode()
        for said in ("Fibre des vallées", "Clause 9A", "Clause 9B", ">60<", ">140<", "200"):
            assert said in told.replace("\n", "").replace("  ", ""), said
        assert "Sogetra" not in told
        assert Personne.objects.earliest("pk").nom_naissance not in told
        assert Acces.objects.get(type="clause.lot_coordonne").cible_cle == str(monde.partage.uuid)

    def test_les_heures_d_un_service_de_peu_de_personnes_se_cachent_avec_celles_qui_les_diraient(self, monde, ouvre):
        monde.employ(monde.ici, 1, 33)
        monde.employ(monde.voisin, 7, 20)
        page = self.get_page(monde, ouvre())
        told = page.content.decode().split('id="services"')[1].split("</table>")[0]
        assert told.count("masquées") == 2
        assert not tells(told, "33")
        assert page.context["realise"].validees == 173

    def test_le_lot_entier_se_cache_quand_il_a_peu_de_personnes(self, monde, ouvre):
        monde.employ(monde.ici, 1, 33)
        monde.employ(monde.voisin, 2, 44)
        told = self.get_page(monde, ouvre()).content.decode().split("<main", 1)[1]
        assert "masquées : trop peu de personnes" in told
        for secret in ("33", "44", "121"):
            assert f">{secret}<" not in told.replace(" ", "").replace("\n", "")

    def test_un_lot_suivi_seul_ou_d_un_autre_territoire_n_existe_pas(self, monde, ouvre):
        client = ouvre()
        assert client.get(f"{LISTE}{monde.seul.uuid}/").status_code == 404
        assert self.get_page(monde, ouvre("nulle part")).status_code == 404
        assert self.get_page(monde, ouvre("voisine")).status_code == 200

    def test_il_ne_s_ouvre_pas_comme_ceux_que_l_on_suit(self, monde, ouvre):
        assert ouvre().get(f"/lots/{monde.partage.uuid}/").status_code == 403


class TestDepartement:
    def test_la_page_compte_les_services_de_ses_departements_et_eux_seuls(self, monde, ouvre):
        monde.employ(monde.ici, 6)
        told = ouvre().get("/clause-du-territoire/?du=2026-01-01&au=2026-12-31").content.decode().split("<main", 1)[1]
        assert "Département 9A, 1 service de la clause" in told
        assert "Clause 9A" in told
        assert "Clause 9B" not in told
        voisine = ouvre("voisine").get("/clause-du-territoire/").content.decode()
        assert "Clause 9B" in voisine
        assert make_facilitateur(monde.ici).departements == frozenset()
