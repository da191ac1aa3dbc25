"""Two browsers saving the same thing: nothing that either wrote is lost, whatever the form."""

from datetime import date
from decimal import Decimal

import pytest

from maillage.parcours.actions.contrats import draft_contrat
from maillage.parcours.actions.diagnostics import record_objectif
from maillage.parcours.models import Contrat, Objectif
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.participants.models import Projet
from maillage.socle.formulaires.jetons import make_jeton
from maillage.socle.roles import Role
from tests.parcours.usine import make_coordinateur, make_parcours, make_referent
from tests.parcours.usine_etapes import make_action, make_etape, make_session
from tests.parcours.usine_sorties import make_actif, make_emploi
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 25)


@pytest.fixture
def dispositif():
    return make_dispositif()


@pytest.fixture
def referent(dispositif):
    return make_referent(dispositif)


@pytest.fixture
def parcours(dispositif, referent):
    return make_parcours(dispositif, referent=referent)


@pytest.fixture
def by(dispositif):
    return make_coordinateur(dispositif)


class Navigateur:
    """One browser: the page as it was opened, then sent with what its reader changed."""

    def __init__(self, client, compte, url):
        self.client, self.compte, self.url = client, compte, url
        self.pose = self.read(client.get(url).context["form"])

    def read(self, form):
        shown = {name: form[name].value() for name in form.fields}
        return {n: str(v) if isinstance(v, Decimal) else v for n, v in shown.items() if v not in (None, "", False)}

    def send(self, **values):
        return self.client.post(self.url, {"jeton": make_jeton(self.compte), **self.pose, **values})

    def settle(self, page, **choix):
        """Answers the merge page."""
        fusion = page.context["fusion"]
        self.pose = {"lu": fusion.lu, "fusion": "1"}
        for name, value in fusion.poses:
            self.pose.setdefault(name, []).append(value)
        return self.send(**{f"garder_{name}": choice for name, choice in choix.items()})


@pytest.fixture
def ouvrir(client, referent):
    def ouvrir(url, compte=None):
        client.force_login(compte or referent.compte)
        return Navigateur(client, (compte or referent.compte).pk, url)

    return ouvrir


def list_ecarts(page):
    assert page.status_code == 409
    return {e.ecart.champ: e.ecart.is_conflit for e in page.context["fusion"].ecarts}


def test_deux_corrections_d_une_etape(ouvrir, parcours):
    etape = make_etape(parcours, heures_prevues=Decimal("30"))
    first, second = (ouvrir(f"/etapes/{etape.uuid}/corriger/") for _ in range(2))
    assert first.send(clause="Lot 2", heures_prevues="35,5").status_code == 302
    page = second.send(heures_prevues="40", operation_fse="OP-9")
    assert list_ecarts(page) == {"heures_prevues": True, "operation_fse": False, "clause": False}
    assert second.settle(page, heures_prevues="leur", operation_fse="mien", clause="leur").status_code == 302
    etape.refresh_from_db()
    assert (etape.heures_prevues, etape.operation_fse, etape.clause) == (Decimal("35.50"), "OP-9", "Lot 2")


def test_deux_bilans_d_une_etape(ouvrir, parcours):
    etape = make_etape(parcours, etat=EtatPositionnement.EN_COURS)
    first, second = (ouvrir(f"/etapes/{etape.uuid}/bilan/") for _ in range(2))
    first.send(bilan="Assidue.")
    page = second.send(bilan="À l’aise en équipe.")
    assert list_ecarts(page) == {"bilan": True}
    assert "Assidue." in page.content.decode()
    second.settle(page, bilan="mien")
    etape.refresh_from_db()
    assert etape.bilan == "À l’aise en équipe."


def test_deux_personnes_completent_le_meme_emploi(ouvrir, dispositif, referent):
    row = make_emploi(make_actif(dispositif, referent=referent), secteur="industrie")
    first, second = (ouvrir(f"/emplois/{row.uuid}/") for _ in range(2))
    assert first.send(taille="pme", secteur="commerce").status_code == 302
    page = second.send(secteur="construction", siret="12345678901234")
    assert list_ecarts(page) == {"secteur": True, "siret": False, "taille": False}
    assert second.settle(page, secteur="leur").status_code == 302
    row.refresh_from_db()
    assert (row.secteur, row.taille, row.siret) == ("commerce", "pme", "12345678901234")


def test_deux_mises_a_jour_d_un_objectif(ouvrir, parcours, by):
    record_objectif(
        by=by, parcours=parcours, intitule="Passer le code", frein=None, prevu="", echeance=None, today=JOUR
    )
    objectif = Objectif.objects.get()
    first, second = (ouvrir(f"/objectifs/{objectif.uuid}/modifier/") for _ in range(2))
    first.send(etat="en_cours")
    page = second.send(prevu="Inscription à l’auto-école", echeance="2027-03-01")
    assert list_ecarts(page) == {"etat": False, "prevu": False, "echeance": False}
    assert second.settle(page).status_code == 302  # nothing to decide: what each changed is kept
    objectif.refresh_from_db()
    assert (objectif.etat, objectif.actions, objectif.echeance) == (
        "en_cours", "Inscription à l’auto-école", date(2027, 3, 1),
    )  # fmt: skip


def test_deux_brouillons_du_meme_contrat(ouvrir, parcours):
    first, second = (ouvrir(f"/dossiers/{parcours.uuid}/contrats/etablir/") for _ in range(2))
    commun = {"engagements": "Venir.", "clauses": "Selon le règlement.", "frequence_jours": "31"}
    assert first.send(objectifs="Passer le code", **commun).status_code == 302
    page = second.send(objectifs="Trouver une garde", **commun)
    assert list_ecarts(page)["objectifs"] is True
    assert "Passer le code" in page.content.decode()
    second.settle(page, objectifs="leur")
    assert Contrat.objects.get().objectifs == "Passer le code"


def test_deux_signatures_notees_en_meme_temps_restent_toutes_deux(ouvrir, parcours, by):
    contrat = draft_contrat(
        by=by, parcours=parcours, textes=dict.fromkeys(("objectifs", "engagements", "etapes", "clauses"), "Selon."),
        frequence_jours=31, duree_mois=None, motif_avenant="", today=JOUR,
    )  # fmt: skip
    first, second = (ouvrir(f"/contrats/{contrat.uuid}/signer/") for _ in range(2))
    first.send(personne="2026-11-20")
    page = second.send(referent="2026-11-21")
    assert list_ecarts(page) == {"personne": False, "referent": False}
    second.settle(page)
    contrat.refresh_from_db()
    assert (contrat.signe_personne_le, contrat.signe_referent_le) == (date(2026, 11, 20), date(2026, 11, 21))


def test_deux_mises_a_jour_d_un_projet(ouvrir, parcours, dispositif):
    projet = Projet.objects.create(
        dispositif=dispositif, personne=parcours.personne, intitule="Aide à domicile", du=JOUR
    )
    first, second = (ouvrir(f"/dossiers/{parcours.uuid}/projets/{projet.uuid}/") for _ in range(2))
    first.send(intitule="Auxiliaire de vie")
    page = second.send(code_rome="K1302")
    assert list_ecarts(page) == {"intitule": False, "code_rome": False}
    second.settle(page)
    projet.refresh_from_db()
    assert (projet.intitule, projet.code_rome) == ("Auxiliaire de vie", "K1302")


def test_deux_changements_d_une_action_et_d_une_session(ouvrir, dispositif):
    coordination = make_habilitation(Role.COORDINATEUR, dispositif).compte
    action = make_action(dispositif)
    session = make_session(action, places=4)
    first, second = (ouvrir(f"/offre/{action.uuid}/modifier/", coordination) for _ in range(2))
    first.send(intitule="Chantier du parc")
    page = second.send(heures="120")
    assert list_ecarts(page) == {"intitule": False, "heures": False}
    second.settle(page)
    action.refresh_from_db()
    assert (action.intitule, action.heures) == ("Chantier du parc", Decimal(120))
    first, second = (ouvrir(f"/sessions/{session.uuid}/modifier/", coordination) for _ in range(2))
    first.send(places="6")
    page = second.send(lieu="Gymnase")
    assert list_ecarts(page) == {"places": False, "lieu": False}
    second.settle(page)
    session.refresh_from_db()
    assert (session.places, session.lieu) == (6, "Gymnase")


def test_le_meme_formulaire_enregistre_seul_ne_montre_pas_de_fusion(ouvrir, parcours):
    etape = make_etape(parcours)
    page = ouvrir(f"/etapes/{etape.uuid}/corriger/")
    assert page.send(clause="Lot 1").status_code == 302
    assert page.send(clause="Lot 1").status_code == 409  # an old page, sent again with another token


def test_une_page_qui_ne_dit_pas_ce_qu_elle_avait_lu_n_enregistre_rien(ouvrir, parcours):
    etape = make_etape(parcours)
    page = ouvrir(f"/etapes/{etape.uuid}/corriger/").send(clause="Lot 1", lu="autre")
    assert "ouverte il y a trop longtemps" in page.content.decode()
    etape.refresh_from_db()
    assert etape.clause == ""
