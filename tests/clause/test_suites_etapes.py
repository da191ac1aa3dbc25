"""The end or the new term of a contract goes to the étape it became: proposed, confirmed once, typed never."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from maillage.clause.actions import emplois
from maillage.clause.afaire.suites_etapes import list_a_faire
from maillage.clause.models import PropositionEtape, SuiteEtape
from maillage.clause.nomenclatures.emplois import MotifFin
from maillage.parcours.models import Positionnement
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.contexte import open_contexte
from maillage.socle.journal.models import Evenement
from maillage.socle.roles import Role
from tests.clause.test_passerelle import IDENTITE, enter, tell
from tests.clause.usine import make_clause, make_facilitateur
from tests.clause.usine_aval import make_personne
from tests.parcours.suivi.pages import fill
from tests.parcours.usine import make_parcours, make_referent
from tests.usine import make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def clause():
    return make_clause()


@pytest.fixture
def plie():
    return make_dispositif(type=TypeDispositif.PLIE)


@pytest.fixture
def suivie(plie):
    compte = make_compte(nom="Garrec")
    make_habilitation(Role.REFERENT, plie, compte=compte)
    return make_parcours(
        plie, personne=make_personne(plie, **IDENTITE), referent=make_referent(plie, compte=compte),
        entree=localdate() - timedelta(days=400), etat="actif",
    )  # fmt: skip


@pytest.fixture
def emploi(client, clause, plie, suivie):
    """Told to the PLIE and confirmed there: an étape under way."""
    made, _ = tell(client, clause, plie)
    confirm(client, suivie)
    return made


def confirm(client, suivie):
    enter(client, suivie)
    fill(client, f"/parcours/contrats-de-la-clause/{PropositionEtape.objects.get().uuid}/")


def end(clause, emploi, fin=None, motif=MotifFin.RUPTURE_SALARIE):
    by = make_facilitateur(clause)
    with open_contexte(by):
        emplois.end_emploi(by=by, emploi=emploi, fin=fin or localdate(), motif=motif, today=localdate())


def renew(clause, emploi, nouvelle_fin):
    by = make_facilitateur(clause)
    with open_contexte(by):
        emplois.renew_emploi(by=by, emploi=emploi, du=emploi.fin_prevue, nouvelle_fin=nouvelle_fin, today=localdate())


def url():
    return f"/parcours/contrats-de-la-clause/suites/{SuiteEtape.objects.get(statut='attente').uuid}/"


def test_une_rupture_se_propose_a_qui_suit_la_personne_et_s_y_reporte_en_une_reponse(client, clause, emploi, suivie):
    end(clause, emploi)
    acteur = enter(client, suivie)
    (chose,) = list_a_faire(acteur, localdate())
    page = client.get(chose.url)
    assert page.context["form"].initial["reponse"] == "interrompre"
    shown = page.content.decode().split("<main", 1)[1]
    assert "Rupture" not in shown  # why it ended was not among what the person was told would go
    page = fill(client, chose.url)
    assert page.context["form"].errors["motif"] == ["Indiquez le motif : il aide à choisir la suite."]
    assert fill(client, chose.url, motif="sante").status_code == 302
    etape = Positionnement.objects.get()
    assert (etape.etat, etape.fin, etape.motif) == ("interrompu", localdate(), "sante")
    assert list_a_faire(acteur, localdate()) == []
    assert Evenement.objects.filter(type="clause.suite_reportee", dispositif_id=suivie.dispositif_id).count() == 1
    assert Evenement.objects.filter(type="clause.plie_prevenu_suite", dispositif_id=clause.pk).count() == 1


def test_une_fin_au_terme_termine_l_etape_avec_son_resultat(client, clause, emploi, suivie):
    etape = Positionnement.objects.get()
    Positionnement.objects.update(prevu_au=localdate() - timedelta(days=1))
    end(clause, emploi, fin=localdate() - timedelta(days=1), motif=MotifFin.TERME)
    enter(client, suivie)
    adresse = url()
    assert client.get(adresse).context["form"].initial["reponse"] == "terminer"
    assert "resultat" in fill(client, adresse).context["form"].errors
    fill(client, adresse, resultat="emploi")
    etape.refresh_from_db()
    assert (etape.etat, etape.resultat, etape.fin) == ("termine", "emploi", localdate() - timedelta(days=1))


def test_un_renouvellement_deplace_la_fin_prevue(client, clause, emploi, suivie):
    nouvelle = emploi.fin_prevue + timedelta(days=90)
    renew(clause, emploi, nouvelle)
    enter(client, suivie)
    assert fill(client, url()).status_code == 302
    etape = Positionnement.objects.get()
    assert (etape.etat, etape.prevu_au) == ("en_cours", nouvelle)


def test_garder_le_parcours_tel_quel_n_y_change_rien_et_ne_revient_pas(client, clause, emploi, suivie):
    before = Positionnement.objects.values().get()
    end(clause, emploi)
    acteur = enter(client, suivie)
    adresse = url()
    fill(client, adresse, reponse="garder")
    assert Positionnement.objects.values().get() == before
    assert SuiteEtape.objects.get().statut == "gardee"
    assert list_a_faire(acteur, localdate()) == []
    assert "gardé tel quel" in client.get(adresse).content.decode()


def test_la_fin_remplace_le_renouvellement_qui_attendait(client, clause, emploi, suivie):
    renew(clause, emploi, emploi.fin_prevue + timedelta(days=90))
    end(clause, emploi)
    assert sorted(SuiteEtape.objects.values_list("nature", "statut")) == [("echeance", "remplacee"), ("fin", "attente")]


def test_un_contrat_pas_encore_confirme_prend_sa_date_et_sa_fin_attend(client, clause, plie, suivie):
    made, _ = tell(client, clause, plie)
    nouvelle = made.fin_prevue + timedelta(days=30)
    renew(clause, made, nouvelle)
    assert PropositionEtape.objects.get().fin == nouvelle
    assert not SuiteEtape.objects.exists()
    made.refresh_from_db()
    end(clause, made)
    acteur = enter(client, suivie)
    assert list_a_faire(acteur, localdate()) == []  # the contract itself comes first
    assert "Confirmez d’abord" in client.get(url()).content.decode()
    confirm(client, suivie)
    assert len(list_a_faire(acteur, localdate())) == 1
    assert fill(client, url(), reponse="terminer", resultat="atteint").status_code == 302
    assert Positionnement.objects.get().etat == "termine"


def test_un_contrat_ecarte_ou_jamais_transmis_ne_propose_rien(client, clause, plie, suivie):
    made, _ = tell(client, clause, plie)
    enter(client, suivie)
    proposition = f"/parcours/contrats-de-la-clause/{PropositionEtape.objects.get().uuid}/"
    fill(client, proposition, reponse="ecarter", motif="refus_personne")
    end(clause, made)
    assert not SuiteEtape.objects.exists()


def test_une_fin_que_l_etape_ne_peut_prendre_se_dit_sans_rien_perdre(client, clause, emploi, suivie):
    Positionnement.objects.update(etat="termine", fin=localdate(), resultat="atteint")
    end(clause, emploi)
    enter(client, suivie)
    adresse = url()
    page = fill(client, adresse, reponse="interrompre", motif="emploi")
    assert page.status_code == 200
    assert page.context["form"].errors
    assert SuiteEtape.objects.get().statut == "attente"
    assert fill(client, adresse, reponse="garder").status_code == 302


def test_un_double_envoi_ne_reporte_qu_une_fois(client, clause, emploi, suivie):
    end(clause, emploi)
    enter(client, suivie)
    adresse = url()
    page = client.get(adresse)
    jeton = page.content.decode().split('name="jeton" value="')[1].split('"')[0]
    said = {"reponse": "terminer", "resultat": "atteint", "jeton": jeton}
    for _ in range(2):
        client.post(adresse, said)
    assert Evenement.objects.filter(type="clause.suite_reportee").count() == 1


def test_seul_qui_suit_la_personne_ouvre_la_suite(client, clause, plie, emploi, suivie):
    end(clause, emploi)
    adresse = url()
    autre = make_compte(nom="Autre")
    make_habilitation(Role.REFERENT, plie, compte=autre)
    client.force_login(autre)
    assert client.get(adresse).status_code == 404
    client.force_login(make_habilitation(Role.FACILITATEUR, clause).compte)
    assert client.get(adresse).status_code in (403, 404)


def test_les_choses_a_faire_tiennent_en_une_requete(client, clause, emploi, suivie):
    end(clause, emploi, fin=localdate())
    acteur = enter(client, suivie)
    with CaptureQueriesContext(connection) as asked:
        list_a_faire(acteur, localdate())
    assert len(asked) == 1
