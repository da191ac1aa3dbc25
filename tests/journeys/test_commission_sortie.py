"""A coordinatrice holds a commission of exits: one is valid, one waits for a piece, one goes on; the minutes are signed."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.parcours.models import Commission, Inscription, Parcours
from maillage.reseau.models import Dispositif
from tests.journeys.demonstration import enter_as, get_personne
from tests.parcours.usine import make_personne, make_referent
from tests.parcours.usine_sorties import make_actif, make_sortie_proposee

pytestmark = pytest.mark.navigateur
NOMS = ("Zeller", "Weber", "Vidal")


def make_dossiers() -> dict[str, Parcours]:
    """Three people of Solène whose exit is proposed."""
    solene = get_personne("Solène")
    dispositif = Dispositif.objects.get(pk=solene.habilitations.get().dispositif_id or 0)
    referent, today = make_referent(dispositif, compte=solene), localdate()
    found = {}
    for nom in NOMS:
        personne = make_personne(dispositif, nom_naissance=nom, prenoms="Camille")
        parcours = make_actif(dispositif, referent=referent, personne=personne, entree=today - timedelta(days=400))
        make_sortie_proposee(parcours, on=today)
        found[nom] = parcours
    return found


@pytest.mark.parametrize("largeur", [1280, 360])
def test_une_commission_decide_des_sorties(valombre: None, ouvrir: Any, largeur: int) -> None:
    dossiers = make_dossiers()
    visite = ouvrir(largeur=largeur)
    enter_as(visite, "Nadia Ferhat")
    plan(visite)
    put_on_agenda(visite)
    note_presents(visite)
    decide(visite)
    sign(visite)
    etats = {nom: Parcours.objects.get(pk=parcours.pk).etat for nom, parcours in dossiers.items()}
    assert etats == {"Zeller": "sorti_sans_suite", "Weber": "sortie_proposee", "Vidal": "actif"}
    see_what_is_asked(ouvrir(largeur=largeur))


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


def plan(visite: Any) -> None:
    page = visite.page
    visite.va("/commissions/planifier/")
    page.get_by_label("Commission de sortie", exact=True).check()
    page.get_by_label("Date", exact=True).fill(localdate().isoformat())
    page.get_by_label("Membres invités").fill("Anne Exemple, Département\nBruno Exemple, France Travail")
    page.get_by_label("Quorum").fill("2")
    visite.suit(page.get_by_role("button", name="Planifier la commission"))


def put_on_agenda(visite: Any) -> None:
    page = visite.page
    visite.suit(page.get_by_role("link", name="Sortie : inscrire (3 à présenter)"))
    check(visite)
    for nom in NOMS:
        page.get_by_label(f"Camille {nom}").check()
    visite.suit(page.get_by_role("button", name="Inscrire les dossiers cochés"))


def note_presents(visite: Any) -> None:
    page = visite.page
    visite.suit(page.get_by_role("link", name="Noter les présents"))
    page.get_by_label("Anne Exemple").check()
    page.get_by_label("Bruno Exemple").check()
    visite.suit(page.get_by_role("button", name="Enregistrer les présents"))


def decide(visite: Any) -> None:
    page = visite.page
    visite.suit(page.get_by_role("link", name="Camille Zeller"))
    check(visite)
    page.get_by_label("Valider la sortie").check()
    page.get_by_label("Dérogation aux pièces").fill("Nouvelle adresse vue sur papier.")
    visite.capture("commission-sortie-decision")
    visite.suit(page.get_by_role("button", name="Enregistrer la décision"))
    visite.suit(page.get_by_role("link", name="Camille Weber"))
    page.get_by_label("Demander des pièces").check()
    page.get_by_role("group", name="Pièces demandées").get_by_role("checkbox").first.check()
    visite.suit(page.get_by_role("button", name="Enregistrer la décision"))
    visite.suit(page.get_by_role("link", name="Camille Vidal"))
    page.get_by_label("Rejeter : le parcours continue").check()
    visite.suit(page.get_by_role("button", name="Enregistrer la décision"))
    assert page.get_by_text("Dites au référent pourquoi").count() == 2  # in the summary, and by the field
    page.get_by_label("Motif, ou ce qui est demandé").fill("Elle reste dans le territoire.")
    visite.suit(page.get_by_role("button", name="Enregistrer la décision"))


def sign(visite: Any) -> None:
    page = visite.page
    check(visite)
    visite.capture("commission-sortie")
    releve = page.get_by_role("link", name="Relire le projet (PDF)").get_attribute("href")
    answer = page.request.get(visite.base + releve)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    visite.suit(page.get_by_role("button", name="Signer le relevé"))
    assert Commission.objects.get().signee_le == localdate()
    assert set(Inscription.objects.values_list("resultat", flat=True)) == {"favorable", "ajourne", "defavorable"}


def see_what_is_asked(visite: Any) -> None:
    """The référent finds the piece in what there is to do."""
    enter_as(visite, "Solène Garrec")
    page = visite.page
    assert page.get_by_text("Apporter une pièce pour la sortie de Camille Weber").count() == 1
