"""A facilitatrice, from the file she loads to the market she follows, at her desk and from a phone.

MAILLAGE_CAPTURES=docs/utilisateurs/images python -m pytest tests/journeys/test_annonces.py
"""

import json
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.clause.models import Lot, OrigineLot
from maillage.demonstration.actions import GRAINE
from maillage.demonstration.clause import fill_clause
from maillage.echanges.reperage.exemple import build_exemple
from maillage.echanges.reperage.models import Annonce, Fichier
from tests.echanges.reperage.usine import run_lecture
from tests.journeys.demonstration import enter_as

pytestmark = pytest.mark.navigateur


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


@pytest.mark.parametrize("largeur", [1280, 360])
def test_de_l_avis_repere_au_marche(valombre: None, ouvrir: Any, largeur: int, tmp_path: Any) -> None:
    fill_clause(graine=GRAINE, today=localdate())
    visite = ouvrir(largeur=largeur)
    enter_as(visite, "Aurélie Tissot")
    visite.va("/annonces/")
    check(visite)
    visite.capture("annonces-a-qualifier")
    load(visite, tmp_path)
    tie(visite)
    make_marche(visite)
    dismiss(visite)


def load(visite: Any, tmp_path: Any) -> None:
    """The month after: one contract more, one whose amount has changed."""
    page = visite.page
    exemple = build_exemple("F1", today=localdate())
    marches = exemple["marches"]["marche"]
    suite = [marches[0] | {"montant": 1_300_000}, marches[1] | {"id": "2026-VV-030", "objet": "Couverture de la halle"}]
    fichier = tmp_path / "decembre.json"
    fichier.write_text(json.dumps({"marches": {"marche": suite}}), encoding="utf-8")
    visite.suit(page.get_by_role("link", name="Verser un fichier"))
    check(visite)
    visite.suit(page.get_by_role("link", name="Verser : Données essentielles (DECP)"))
    check(visite)
    page.get_by_label("Fichier").set_input_files(fichier)
    visite.suit(page.get_by_role("button", name="Verser", exact=True))
    assert "Voir où il en est" in page.locator("main").inner_text()
    check(visite)
    depose = Fichier.objects.latest("pk")
    run_lecture(depose)
    visite.va(depose.get_absolute_url())
    assert "+120" in page.locator("main").inner_text()
    check(visite)
    visite.capture("compte-rendu-d-un-fichier")


def tie(visite: Any) -> None:
    """A contract that is followed already: what it fills, what it says otherwise."""
    page = visite.page
    visite.va(Annonce.objects.get(numero="VH-2025-07").get_absolute_url())
    assert "Même acheteur, même numéro" in page.locator("main").inner_text()
    check(visite)
    visite.capture("annonce")
    visite.suit(page.get_by_role("link", name="Comparer avec Réhabilitation de 120 logements"))
    check(visite)
    visite.capture("rapprocher-une-annonce")
    visite.suit(page.get_by_role("button", name="Oui, rapprocher"))
    assert "Rapproché de" in page.locator("main").inner_text()


def make_marche(visite: Any) -> None:
    page = visite.page
    visite.va(Annonce.objects.get(numero="2026-CC-009").get_absolute_url())
    visite.suit(page.get_by_role("link", name="Créer un marché"))
    check(visite)
    page.get_by_role("radio", name="Horizon Vert").check()
    visite.suit(page.get_by_role("button", name="Créer le marché"))
    contenu = page.locator("main").inner_text()
    assert "Créé depuis" in contenu
    assert "Mandataire du groupement" in contenu
    check(visite)
    lot = Lot.objects.get(marche__objet="Collecte et tri des encombrants")
    assert lot.etat == "attribue"
    assert OrigineLot.objects.get(lot=lot).is_creation


def dismiss(visite: Any) -> None:
    page = visite.page
    visite.va("/annonces/?q=denr")
    page.get_by_role("checkbox", name="Choisir Fourniture de denrées").check()
    visite.suit(page.get_by_role("button", name="Écarter"))
    check(visite)
    page.get_by_label("La considération sociale n’est pas de l’insertion").check()
    visite.suit(page.get_by_role("button", name="Écarter", exact=True))
    assert Annonce.objects.get(numero="CHV-26-15").etat == "ecartee"
    visite.va("/annonces/?etat=ecartee")
    check(visite)
