"""« Clause dans le réseau »: by region and by département, with its coverage; never a market, a service, anybody."""

import csv

import pytest
from django.utils.timezone import localdate

from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.queries.reseau import read_reseau
from maillage.clause.rules.postes import Periode
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.journal.models import Acces
from maillage.socle.roles import Role
from maillage.territoire.models import Departement, Region
from tests.clause.test_activite_pages import make_heures
from tests.clause.usine_aval import make_lot_notifie, make_personne
from tests.clause.usine_partage import make_suivi
from tests.clause.usine_postes import make_poste
from tests.parcours.suivi.pages import count_queries
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
RESEAU = "/clause-du-reseau/"
ANNEE = "?annee=2026"


class Pays:
    """Two regions: one of four services in two départements, one of a single service."""

    def __init__(self):
        self.services = {}
        for region, departements in (("9X", ("9A", "9A", "9A", "9B")), ("9Y", ("9C",))):
            une = Region.objects.create(code=region, nom=f"Région {region}")
            for rang, code in enumerate(departements):
                departement, _ = Departement.objects.get_or_create(
                    code=code, defaults={"nom": f"Département {code}", "region": une, "zone": "metro"}
                )
                self.services[f"{code}{rang}"] = make_dispositif(
                    f"Clause {code} {rang}", type=TypeDispositif.CLAUSE, region=une, departement=departement
                )

    def employ(self, cle, personnes, heures=10):
        lot = make_lot_notifie(self.services[cle])
        for _ in range(personnes):
            make_heures(self.services[cle], heures, lot=lot)
        return lot


@pytest.fixture
def pays():
    return Pays()


@pytest.fixture
def statisticienne(client):
    client.force_login(make_habilitation(Role.STATISTICIEN).compte)
    return client


def read_rows(page):
    return {one.nom: one for one in page.context["territoires"]}


def read_main(page):
    return page.content.decode().split("<main", 1)[1]


class TestPage:
    def test_elle_dit_la_couverture_et_les_totaux_de_chaque_region(self, pays, statisticienne):
        for cle in ("9A0", "9A1", "9A2"):
            pays.employ(cle, 4, 50)
        page = statisticienne.get(f"{RESEAU}{ANNEE}")
        rows = read_rows(page)
        assert {nom: (one.maille.contributrices, one.maille.structures) for nom, one in rows.items()} == {
            "Région 9X": (3, 4), "Région 9Y": (0, 1),
        }  # fmt: skip
        told = read_main(page)
        assert '3<span class="discret"> sur 5</span>' in told
        assert ">600<" in told
        assert Acces.objects.get(type="clause.reseau").details == {"nombre": 3}
        for secret in ("Clause 9A", "Essai"):
            assert secret not in told

    def test_une_region_s_ouvre_par_departement(self, pays, statisticienne):
        for cle in ("9A0", "9A1", "9A2"):
            pays.employ(cle, 4, 50)
        page = statisticienne.get(f"{RESEAU}{ANNEE}&region=9X")
        assert [one.nom for one in page.context["territoires"]] == ["Département 9A", "Département 9B"]
        told = read_main(page)
        assert "<h1>Région 9X</h1>" in told
        assert "annee=2025&amp;region=9X" in told
        assert read_rows(statisticienne.get(f"{RESEAU}{ANNEE}&region=inconnue")).keys() == {"Région 9X", "Région 9Y"}

    def test_un_territoire_de_moins_de_trois_services_ne_se_lit_ni_ne_se_deduit(self, pays, statisticienne):
        for cle, heures in (("9A0", 50), ("9A1", 50), ("9A2", 50), ("9B3", 77), ("9C0", 33)):
            pays.employ(cle, 6, heures)
        page = statisticienne.get(f"{RESEAU}{ANNEE}")
        assert {nom: one.heures for nom, one in read_rows(page).items()} == {"Région 9X": None, "Région 9Y": None}
        region = statisticienne.get(f"{RESEAU}{ANNEE}&region=9X")
        assert [one.heures for one in region.context["territoires"]] == [None, None]
        for told in (read_main(page), read_main(region)):
            assert ">198<" not in told
            assert ">462<" not in told
        assert page.context["maille"].comptes.heures == 1560  # of the whole, which has enough of both

    def test_r10_un_marche_et_une_personne_suivis_a_deux_comptent_une_fois_et_l_ecart_se_lit(
        self, pays, statisticienne
    ):
        lot = pays.employ("9A0", 6)
        make_suivi(lot, pays.services["9A1"], RoleSuivi.PARTICIPANTE)
        pays.employ("9A1", 6)
        pays.employ("9A2", 6)
        for cle in ("9A1", "9A2"):
            make_heures(pays.services[cle], 10, personne=make_personne(pays.services[cle], nom_naissance="Même"))
        ecarts = {one.libelle: one.ecart for one in statisticienne.get(f"{RESEAU}{ANNEE}").context["ecarts"]}
        assert (ecarts["Marchés en cours"], ecarts["Personnes employées"], ecarts["Heures validées"]) == (1, 1, 0)

    def test_les_ratios_d_un_seul_service_ne_disent_pas_ses_heures(self, pays, statisticienne):
        for cle in ("9A0", "9A1", "9A2"):
            pays.employ(cle, 6)
        make_poste(pays.services["9A0"], quotite="0.5")
        page = statisticienne.get(f"{RESEAU}{ANNEE}")
        rows = {ligne.valeur.definition.code: ligne for _, lignes in page.context["groupes"] for ligne in lignes}
        assert rows["HEURES"].valeur.nombre == 180
        assert rows["HEURES_PAR_FACILITATEUR"].valeur.nombre is None
        assert rows["MARCHES_EN_COURS_PAR_FACILITATEUR"].valeur.nombre == 2
        assert "60\u202fh ÷" not in read_main(page)

    def test_r70_elle_ne_compte_que_des_annees_entieres(self, pays, statisticienne):
        page = statisticienne.get(f"{RESEAU}?du=2026-01-01&au=2026-02-01")
        assert page.context["choix"].periode.au == localdate()
        assert 'name="du"' not in read_main(page)

    def test_l_export_porte_les_indicateurs_masques_compris(self, pays, statisticienne):
        pays.employ("9A0", 6)
        fichier = b"".join(statisticienne.get(f"{RESEAU}export.csv{ANNEE}")).decode()
        rows = {line["code"]: line for line in csv.DictReader(fichier.splitlines())}
        assert rows["HEURES"]["valeur"] == ""
        assert "Trop peu" in rows["HEURES"]["base"]
        assert rows["MARCHES_EN_COURS"]["valeur"] == "1"
        assert statisticienne.get(f"{RESEAU}export.pdf").status_code == 404

    def test_sans_aucun_service_elle_dit_ce_qui_la_remplira(self, statisticienne):
        assert "Aucun service de la clause n’est ouvert" in read_main(statisticienne.get(RESEAU))

    def test_la_page_pose_le_meme_nombre_de_requetes_a_2_et_20_services(self, pays, statisticienne):
        counts = []
        for more in (2, 18):
            for _ in range(more):
                service = make_dispositif(type=TypeDispositif.CLAUSE, region_id="9X", departement_id="9A")
                make_heures(service)
                make_poste(service)
            counts.append(len(count_queries(statisticienne, f"{RESEAU}{ANNEE}")))
        assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("role", "statut"),
    [
        (Role.STATISTICIEN, 200),
        (Role.ANIMATEUR_RESEAU, 200),
        (Role.ADMINISTRATEUR, 403),
        (Role.COORDINATEUR_REGIONAL, 403),
    ],
)
def test_elle_est_aux_roles_du_reseau(client, role, statut):
    client.force_login(make_habilitation(role).compte)
    assert client.get(RESEAU).status_code == statut


@pytest.mark.postgres
def test_la_lecture_ouvre_les_cloisons_pour_compter_et_les_referme(pays):
    pays.employ("9A0", 3)
    an = Periode(localdate().replace(month=1, day=1), localdate())
    assert read_reseau(periode=an, avant=an).total.comptes.participants == 3
