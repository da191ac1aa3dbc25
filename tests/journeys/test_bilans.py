"""A facilitatrice, from a lot with its hours to the bilan handed over, at her desk and from a phone.

MAILLAGE_CAPTURES=docs/utilisateurs/images python -m pytest tests/journeys/test_bilans.py
"""

from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.clause.models import Bilan, Lot
from maillage.demonstration.actions import GRAINE
from maillage.demonstration.clause import fill_clause
from tests.journeys.demonstration import enter_as

pytestmark = pytest.mark.navigateur


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


@pytest.mark.parametrize("largeur", [1280, 360])
def test_du_lot_au_bilan_transmis(valombre: None, ouvrir: Any, largeur: int) -> None:
    fill_clause(graine=GRAINE, today=localdate())
    frozen = Bilan.objects.count()
    lot = Lot.objects.filter(lignes__statut="validee", etat="en_execution").order_by("marche__debut", "pk").first()
    assert lot is not None
    visite = ouvrir(largeur=largeur)
    enter_as(visite, "Aurélie Tissot")
    page = visite.page
    visite.va("/bilans/")
    check(visite)
    visite.capture("bilans")
    visite.va(f"/lots/{lot.uuid}/")
    visite.suit(page.get_by_role("link", name="Faire un bilan de ce lot"))
    assert page.get_by_label("Bilan de").input_value() == f"lot:{lot.uuid}"
    page.get_by_label("Bilan final").check()
    check(visite)
    visite.suit(page.get_by_role("button", name="Voir l’aperçu"))
    assert "Aperçu" in page.locator("main").inner_text()
    check(visite)
    assert Bilan.objects.count() == frozen
    visite.suit(page.get_by_role("button", name="Figer ce bilan"))
    bilan = Bilan.objects.latest("pk")
    assert (bilan.cible, bilan.type) == (str(lot.uuid), "final")
    check(visite)
    visite.capture("bilan")
    visite.suit(page.get_by_role("link", name="À transmettre", exact=True))
    check(visite)
    visite.suit(page.get_by_role("link", name="Écrire un commentaire"))
    page.get_by_label("Commentaire").fill("Le chantier a pris un mois de retard ; l’équipe est restée entière.")
    check(visite)
    visite.suit(page.get_by_role("button", name="Enregistrer", exact=True))
    visite.suit(page.get_by_role("link", name="Noter la transmission"))
    check(visite)
    visite.suit(page.get_by_role("button", name="Enregistrer", exact=True))
    told = page.locator("main").inner_text()
    assert "Transmis" in told
    assert "l’équipe est restée entière" in told
    bilan.refresh_from_db()
    assert (bilan.transmis_le, bilan.is_intact) == (localdate(), True)
    visite.va("/bilans/annee/")
    check(visite)


@pytest.mark.parametrize("largeur", [1280, 360])
def test_deux_periodes_cote_a_cote(valombre: None, ouvrir: Any, largeur: int) -> None:
    fill_clause(graine=GRAINE, today=localdate())
    bilan = Bilan.objects.filter(perimetre="marche").order_by("-du").first()
    assert bilan is not None
    visite = ouvrir(largeur=largeur)
    enter_as(visite, "Aurélie Tissot")
    visite.va(bilan.get_absolute_url())
    visite.suit(visite.page.get_by_role("link", name="Comparer"))
    check(visite)
    visite.capture("bilans-compares")
    visite.page.locator("summary", has_text="Qui a travaillé").click()
    check(visite)
    told = visite.page.locator("main").inner_text()
    assert "la saison peut expliquer un écart" in told
    assert "points" in told
