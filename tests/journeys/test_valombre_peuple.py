"""A day in a PLIE that has people: each finds their own on their pages. The pictures illustrate the users' guide."""

import re
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.demonstration.actions import GRAINE
from maillage.demonstration.parcours.actions import Taille, fill_parcours
from maillage.demonstration.personnages import VALOMBRE
from tests.journeys.demonstration import enter_as

pytestmark = pytest.mark.navigateur
# Some eighty people: enough to look like a PLIE, few enough to be made in a moment.
TAILLES = (Taille(VALOMBRE, 36, 14, 0.3, echelle=0.14),)


@pytest.fixture
def valombre_peuple(valombre: None) -> None:
    fill_parcours(graine=GRAINE, today=localdate(), tailles=TAILLES)


def test_chacun_trouve_les_siens(valombre_peuple: None, ouvrir: Any) -> None:
    solene, nadia, rachid, gilles, helene = (ouvrir() for _ in range(5))
    tenir_sa_file(solene)
    tenir_les_entrees(nadia)
    suivre_ses_orientations(rachid)
    tenir_une_feuille(gilles)
    piloter(helene)


def tenir_sa_file(visite: Any) -> None:
    page = visite.page
    enter_as(visite, "Solène Garrec")
    visite.va("/file-active/")
    assert page.locator(".a-voir > li").count() >= 3
    visite.capture("file-active")
    visite.suit(page.locator("table tbody tr").first.get_by_role("link", name="Entretien"))
    page.get_by_text("Emploi", exact=True).check()
    page.get_by_text("Écrire une note").click()
    page.get_by_label("Les faits").fill("A postulé chez deux employeurs du quartier.")
    page.get_by_label("Ce qui est convenu").fill("Relire ensemble sa lettre de motivation jeudi.")
    visite.capture("entretien")
    visite.suit(page.get_by_role("button", name="Enregistrer"))
    assert "est enregistré" in page.locator("main").inner_text()
    visite.suit(page.locator("table tbody th a").first)
    assert page.get_by_role("heading", name="Ce qui s’est passé").is_visible()
    visite.capture("dossier", entiere=False)


def tenir_les_entrees(visite: Any) -> None:
    page = visite.page
    enter_as(visite, "Nadia Ferhat")
    visite.suit(page.get_by_role("navigation").get_by_role("link", name="Tableau de bord"))
    assert page.get_by_role("heading", name="Charge des référents").is_visible()
    visite.capture("tableau-de-bord", entiere=False)
    for adresse, nom in (("/entrees/", "Entrées"), ("/referents/", "Référents")):
        visite.va(adresse)
        assert page.get_by_role("heading", name=nom, exact=True, level=1).is_visible()
        assert page.locator("main table tbody tr").count() >= 1, nom
        if adresse == "/entrees/":
            visite.capture("entrees")
        else:
            visite.capture("referents")


def suivre_ses_orientations(visite: Any) -> None:
    enter_as(visite, "Rachid Amrani")
    visite.va("/orientations/")
    assert visite.page.locator("main table tbody tr").count() >= 1
    visite.capture("mes-orientations")


def tenir_une_feuille(visite: Any) -> None:
    page = visite.page
    enter_as(visite, "Gilles Fontaine")
    visite.va("/mes-etapes/")
    visite.suit(page.get_by_role("link", name="La semaine : Atelier « reprendre confiance »").first)
    visite.suit(page.get_by_role("link", name="Semaine précédente"))
    assert page.get_by_role("heading", name="Présences", level=1).is_visible()
    visite.capture("feuille-de-presence")


def piloter(visite: Any) -> None:
    page = visite.page
    enter_as(visite, "Hélène Castan")
    assert "PLIE du Pays de Valombre" in page.locator("header summary").first.inner_text()
    visite.va("/pilotage/")
    objectifs = page.get_by_role("region", name="Objectifs du protocole")
    assert objectifs.locator("li").count() >= 1
    assert re.search(r"\d objectifs? tenus? sur \d", page.get_by_role("main").inner_text())
    visite.capture("pilotage", entiere=False)
    visite.suit(page.get_by_role("link", name="Ma consolidation").first)
    assert page.get_by_role("heading", name="À corriger d’abord").is_visible()
    visite.capture("ma-consolidation", entiere=False)
    visite.suit(page.get_by_role("region", name="À corriger d’abord").get_by_role("link").first)
    assert page.get_by_role("heading", name="Ce que ces réponses décident").is_visible()
    visite.capture("ma-consolidation-manque", entiere=False)
