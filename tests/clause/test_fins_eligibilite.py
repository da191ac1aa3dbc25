"""Whose hours soon stop counting: on its day, by the page, in the export, among the things to do."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from maillage.clause.afaire.fins_eligibilite import list_a_faire
from maillage.clause.nomenclatures.emplois import TypeContrat
from maillage.clause.rules.alertes import PREAVIS_ELIGIBILITE
from maillage.clause.rules.fins_eligibilite import HORIZON, EtatFin, find_fin
from maillage.clause.rules.validations import Contrat, Droits
from maillage.socle.dates import add_months
from maillage.socle.roles import Role
from tests.clause.usine import make_clause, make_facilitateur
from tests.clause.usine_aval import make_eligibilite, make_emploi, make_personne
from tests.parcours.suivi.pages import count_queries
from tests.usine import make_habilitation

LE = date(2026, 11, 25)
H = HORIZON.get(on=LE).valeur


def rights(fin, **values):
    """Whose window ends that day."""
    premiere = add_months(fin + timedelta(days=1), -24)
    return Droits(premiere, premiere, **values)


def meet(fin, *contrats, **values):
    return find_fin(rights(fin, **values), contrats, on=LE)


def contrat(debut=LE - timedelta(days=30), fin=LE + timedelta(days=30), type=TypeContrat.CDD):
    return Contrat(type, debut, fin)


class TestRegle:
    @pytest.mark.parametrize(("jours", "dit"), [(-1, None), (0, 0), (H, H), (H + 1, None)])
    def test_sans_contrat_la_fin_se_montre_dans_le_delai_et_s_efface_une_fois_passee(self, jours, dit):
        found = meet(LE + timedelta(days=jours))
        assert (None if found is None else found.count_jours(on=LE)) == dit

    def test_une_duree_passee_avec_un_contrat_en_cours_reste_a_voir(self):
        assert meet(LE - timedelta(days=200), contrat(debut=LE - timedelta(days=250))).etat is EtatFin.FINIE
        assert meet(LE, contrat()).etat is EtatFin.EN_CONTRAT
        assert meet(LE, contrat(fin=LE - timedelta(days=1))).etat is EtatFin.SANS_CONTRAT

    def test_une_prolongation_repousse_et_une_alternance_court_a_son_terme(self):
        assert meet(LE, prolongee_au=LE + timedelta(days=H + 1)) is None
        terme = LE + timedelta(days=H + 30)
        assert meet(LE, contrat(fin=terme, type=TypeContrat.APPRENTISSAGE)) is None

    def test_ce_qui_presse_passe_d_abord(self):
        finie = meet(LE - timedelta(days=200), contrat(debut=LE - timedelta(days=250)))
        en_contrat, sans = meet(LE + timedelta(days=5), contrat()), meet(LE + timedelta(days=1))
        assert sorted([sans, en_contrat, finie], key=lambda f: f.rang) == [finie, en_contrat, sans]

    def test_sans_constat_avant_l_embauche_rien_ne_court(self):
        assert find_fin(Droits(), [contrat()], on=LE) is None


@pytest.fixture
def dispositif(db):
    return make_clause()


@pytest.fixture
def connectee(client, dispositif):
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    return client


def work(dispositif, nom, jours, *, contrat_fin=None):
    """Somebody whose window ends in so many days; at work until `contrat_fin` days."""
    debut = add_months(localdate() + timedelta(days=jours + 1), -24)
    personne = make_personne(dispositif, nom_naissance=nom)
    make_eligibilite(personne, constat=debut)
    fin = localdate() + timedelta(days=contrat_fin) if contrat_fin is not None else debut + timedelta(days=60)
    make_emploi(personne, debut=debut, fin_prevue=fin)
    return personne


def names(page):
    return [row.nom_naissance for row in page.context["liste"].page]


def test_la_liste_range_par_urgence_filtre_et_mene_a_la_prolongation(connectee, dispositif):
    work(dispositif, "Loin", 200, contrat_fin=30)
    work(dispositif, "Sans", 10)
    work(dispositif, "Finie", -5, contrat_fin=20)
    proche = work(dispositif, "Proche", 20, contrat_fin=60)
    work(make_clause(), "Ailleurs", 10, contrat_fin=20)
    page = connectee.get("/clause/eligibilites/fins/")
    assert names(page) == ["Finie", "Proche", "Sans"]
    assert f"/clause/personnes/{proche.uuid}/eligibilite/" in page.content.decode()
    assert names(connectee.get("/clause/eligibilites/fins/?etat=en_contrat")) == ["Proche"]
    assert names(connectee.get("/clause/eligibilites/fins/?q=sans")) == ["Sans"]


def test_l_export_demande_un_motif_et_donne_la_date(connectee, dispositif):
    work(dispositif, "Proche", 20, contrat_fin=60)
    assert connectee.get("/clause/eligibilites/fins/export.csv").status_code == 302
    page = b"".join(connectee.get("/clause/eligibilites/fins/export.csv?motif=Commission").streaming_content).decode()
    assert "Proche" in page
    assert (localdate() + timedelta(days=20)).isoformat() in page


def test_a_faire_compte_celles_qui_pressent_en_trois_requetes(dispositif):
    acteur = make_facilitateur(dispositif)
    preavis = PREAVIS_ELIGIBILITE.get(on=localdate()).valeur
    assert list_a_faire(acteur, localdate()) == []
    work(dispositif, "Tard", preavis + 1, contrat_fin=80)
    work(dispositif, "Sans", 5)
    assert list_a_faire(acteur, localdate()) == []
    work(dispositif, "Proche", preavis, contrat_fin=80)
    work(dispositif, "Finie", -5, contrat_fin=20)
    with CaptureQueriesContext(connection) as asked:
        (chose,) = list_a_faire(acteur, localdate())
    assert len(asked) == 3
    assert chose.detail == f"1 durée finie avec un contrat en cours, 1 fin d’ici {preavis} jours."


def test_le_meme_nombre_de_requetes_a_2_et_20(connectee, dispositif):
    counts = []
    for more in (2, 18):
        for rang in range(more):
            work(dispositif, f"P{rang}", 10, contrat_fin=40)
        counts.append(len(count_queries(connectee, "/clause/eligibilites/fins/")))
    assert counts[0] == counts[1]
