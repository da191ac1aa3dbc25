"""A coordinatrice holds a commission: the agenda, who sits, the decision, the entry, the signed minutes, the hand-over."""

from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.comptes.models import Habilitation
from maillage.parcours.models import Affectation, Commission, Parcours
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.reseau.models import Dispositif
from maillage.socle.roles import Role
from tests.journeys.demonstration import enter_as, get_personne
from tests.parcours.usine import make_personne, make_referent
from tests.parcours.usine_orientations import make_orientation, make_prescripteur
from tests.usine import make_compte, make_habilitation

pytestmark = pytest.mark.navigateur


def make_dossiers() -> None:
    """A person welcomed by Solène, another who waits, and a second référent."""
    solene = get_personne("Solène")
    dispositif = Dispositif.objects.get(pk=Habilitation.objects.get(compte=solene).dispositif_id or 0)
    referent = make_referent(dispositif, compte=solene)
    ali = make_habilitation(Role.REFERENT, dispositif, compte=make_compte(prenom="Ali", nom="Lefort"))
    make_referent(dispositif, compte=ali.compte, etp="0.5")
    service = make_prescripteur(dispositif, nom="CCAS de Valombre-la-Ville (fictif)")
    for nom in ("Zeller", "Weber"):
        personne = make_personne(dispositif, nom_naissance=nom, prenoms="Camille")
        make_orientation(
            dispositif, etat=EtatOrientation.EN_ACCUEIL, nom_naissance=nom, prenoms="Camille", personne=personne,
            prescripteur=service, referent_accueil=referent,
        )  # fmt: skip


@pytest.mark.parametrize("largeur", [1280, 360])
def test_de_la_commission_a_l_entree(valombre: None, ouvrir: Any, largeur: int) -> None:
    make_dossiers()
    visite = ouvrir(largeur=largeur)
    enter_as(visite, "Nadia Ferhat")
    visite.va("/commissions/")
    check(visite)
    plan(visite)
    put_on_agenda(visite)
    note_presents(visite)
    decide(visite)
    sign(visite)
    change_referent(visite)


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


def plan(visite: Any) -> None:
    page = visite.page
    visite.suit(page.get_by_role("link", name="Planifier une commission"))
    page.get_by_label("Date", exact=True).fill(localdate().isoformat())
    page.get_by_label("Lieu").fill("Maison de l’emploi")
    page.get_by_label("Membres invités").fill("Anne Exemple, Département\nBruno Exemple, France Travail")
    page.get_by_label("Quorum").fill("2")
    check(visite)
    visite.suit(page.get_by_role("button", name="Planifier la commission"))
    check(visite)


def put_on_agenda(visite: Any) -> None:
    page = visite.page
    visite.suit(page.get_by_role("link", name="Entrée : inscrire (2 à présenter)"))
    check(visite)
    page.get_by_label("Camille Zeller").check()
    page.get_by_label("Camille Weber").check()
    visite.suit(page.get_by_role("button", name="Inscrire les dossiers cochés"))


def note_presents(visite: Any) -> None:
    """One alone is no quorum: the page says so, and nothing can be decided."""
    page = visite.page
    visite.suit(page.get_by_role("link", name="Noter les présents"))
    page.get_by_label("Anne Exemple").check()
    check(visite)
    visite.suit(page.get_by_role("button", name="Enregistrer les présents"))
    assert page.get_by_text("1 membre est présent, il en faut 2").count() == 1
    check(visite)
    visite.suit(page.get_by_role("link", name="Corriger les présents"))
    page.get_by_label("Bruno Exemple").check()
    visite.suit(page.get_by_role("button", name="Enregistrer les présents"))


def decide(visite: Any) -> None:
    page = visite.page
    page_commission = page.url
    rows = page.locator("table tbody tr a[href*='/commissions/dossiers/']")
    visite.suit(rows.first)
    check(visite)
    page.get_by_label("Favorable", exact=True).check()
    page.get_by_label("Solène Garrec").check()
    visite.capture("commission-decision")
    visite.suit(page.get_by_role("button", name="Enregistrer la décision"))
    visite.suit(rows.last)
    page.get_by_label("Défavorable", exact=True).check()
    page.get_by_label("Motif, si elle est ajournée ou défavorable").select_option("autre_dispositif")
    page.get_by_label("Vers quoi la personne est orientée").fill("Mission locale")
    visite.suit(page.get_by_role("button", name="Enregistrer la décision"))
    assert page.url == page_commission
    assert Parcours.objects.get().referent.prenom == "Solène"


def sign(visite: Any) -> None:
    page = visite.page
    visite.capture("commission")
    releve = page.get_by_role("link", name="Relire le projet (PDF)").get_attribute("href")
    answer = page.request.get(visite.base + releve)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    visite.suit(page.get_by_role("button", name="Signer le relevé"))
    assert Commission.objects.get().signee_le == localdate()
    check(visite)


def change_referent(visite: Any) -> None:
    """The parcours began today: its référent changes from tomorrow on, and the page says why not before."""
    page, parcours = visite.page, Parcours.objects.get()
    visite.va("/referents/")
    check(visite)
    visite.capture("referents")
    visite.suit(page.get_by_role("link", name="Solène Garrec"))
    check(visite)
    visite.suit(page.get_by_role("link", name="Changer de référent"))
    check(visite)
    page.get_by_label("Ali Lefort").check()
    page.get_by_label("Motif du changement").fill("Rapprochement du domicile")
    visite.suit(page.get_by_role("button", name="Changer de référent"))
    assert page.get_by_text("donnez une date plus tardive").count() == 2  # in the summary, and by the field
    assert Affectation.objects.get(parcours=parcours).referent.prenom == "Solène"
