"""A job reaches its six months: the référent takes news, the coordination decides, and nothing left by itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.parcours.models import Parcours, PointDeSuivi
from maillage.parcours.travaux.sorties import propose_if_ripe
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.dates import add_months
from tests.journeys.demonstration import enter_as, get_personne
from tests.parcours.usine import make_personne, make_referent
from tests.parcours.usine_sorties import make_actif

pytestmark = pytest.mark.navigateur


@pytest.mark.parametrize("largeur", [1280, 360])
def test_un_emploi_a_six_mois_devient_une_sortie_decidee(valombre: None, ouvrir: Any, largeur: int) -> None:
    referente = get_personne("Solène")
    dispositif = Dispositif.objects.get(pk=referente.habilitations.get().dispositif_id or 0)
    entree = add_months(localdate(), -9)
    personne = make_personne(dispositif, nom_naissance="Bellamy", prenoms="Aïcha")
    referent = make_referent(dispositif, compte=referente)
    parcours = make_actif(dispositif, personne=personne, referent=referent, entree=entree)
    visite = ouvrir(largeur=largeur)
    enter_as(visite, "Solène Garrec")
    declare(visite, parcours)
    lien = take_news(visite, parcours)
    answer(ouvrir(largeur=360), lien)
    assert propose_if_ripe(Acteur(), parcours.pk, today=localdate())
    decide(ouvrir(largeur=largeur), parcours)
    parcours.refresh_from_db()
    assert (parcours.etat, parcours.date_sortie) == ("sorti_positif", add_months(debut(), 6))


def debut() -> Any:
    return add_months(localdate(), -6) - timedelta(days=3)


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


def declare(visite: Any, parcours: Parcours) -> None:
    page = visite.page
    visite.va(f"/dossiers/{parcours.uuid}/")
    visite.suit(page.get_by_role("link", name="Déclarer un emploi"))
    page.get_by_label("Contrat", exact=True).select_option("cdi")
    page.get_by_label("Commencé le").fill(debut().isoformat())
    page.get_by_role("textbox", name="Employeur").fill("Verdier (fictif)")
    check(visite)
    visite.capture("emploi-declare")
    visite.suit(page.get_by_role("button", name="Enregistrer l’emploi"))
    check(visite)
    visite.capture("emploi-suivi")
    assert "Six mois révolus" in page.locator("main").inner_text()


def take_news(visite: Any, parcours: Parcours) -> str:
    page = visite.page
    visite.suit(page.get_by_role("link", name="Point du").first)
    visite.suit(page.get_by_role("button", name="Créer un lien"))
    check(visite)
    visite.capture("emploi-point")
    return str(page.get_by_label("Lien à envoyer").input_value())


def answer(visite: Any, lien: str) -> None:
    page = visite.page
    visite.va(lien.removeprefix(visite.base))
    page.get_by_role("group", name="Travaillez-vous toujours").get_by_text("Oui", exact=True).click()
    check(visite)
    visite.capture("emploi-reponse", entiere=False)
    visite.suit(page.get_by_role("button", name="Envoyer ma réponse"))
    assert page.get_by_role("heading", name="Merci").count() == 1
    assert PointDeSuivi.objects.get(origine="personne").toujours_en_emploi == "oui"


def decide(visite: Any, parcours: Parcours) -> None:
    page = visite.page
    enter_as(visite, "Nadia Ferhat")
    visite.va("/sorties/")
    check(visite)
    visite.capture("sorties")
    visite.suit(page.get_by_role("link", name="Décider de la sortie"))
    check(visite)
    visite.capture("sortie-a-decider")
    page.get_by_text("Valider la sortie", exact=True).click()
    page.get_by_label("Dérogation aux pièces").fill("Bulletin du sixième mois vu au dossier papier.")
    visite.suit(page.get_by_role("button", name="Enregistrer la décision"))
    assert "Positive" in page.locator("main").inner_text()
