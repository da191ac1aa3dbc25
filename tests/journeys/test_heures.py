"""A facilitatrice, from an eligible person to validated hours, at her desk and from a phone.

MAILLAGE_CAPTURES=docs/utilisateurs/images python -m pytest tests/journeys/test_heures.py
"""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.clause.models import LigneHeures, Lot, MiseEmploi
from maillage.demonstration.actions import GRAINE
from maillage.demonstration.clause import fill_clause
from maillage.socle.dates import add_months
from tests.journeys.demonstration import enter_as

pytestmark = pytest.mark.navigateur
PRENOM, NOM = "Ysaline", "Tramontel"


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


@pytest.mark.parametrize("largeur", [1280, 360])
def test_de_la_personne_eligible_aux_heures_validees(valombre: None, ouvrir: Any, largeur: int) -> None:
    fill_clause(graine=GRAINE, today=localdate())
    lot = Lot.objects.get(marche__objet__startswith="Réhabilitation de 120")
    mois = add_months(localdate().replace(day=1), -1)
    visite = ouvrir(largeur=largeur)
    enter_as(visite, "Aurélie Tissot")
    visite.va(f"/lots/{lot.uuid}/")
    check(visite)
    add_personne(visite)
    find_eligible(visite)
    hire(visite, mois - timedelta(days=3))
    type_hours(visite, lot, mois)
    validate(visite)
    correct(visite)
    visite.va(f"/lots/{lot.uuid}/suivi/")
    check(visite)
    visite.capture("suivi-des-heures")


def add_personne(visite: Any) -> None:
    page = visite.page
    visite.suit(page.get_by_role("link", name="Personne ou contrat"))
    check(visite)
    visite.suit(page.get_by_role("link", name="Ajouter une personne"))
    check(visite)
    page.get_by_label("Nom de naissance").fill(NOM)
    page.get_by_label("Prénoms").fill(PRENOM)
    page.get_by_label("Date de naissance").fill("1991-04-12")
    page.get_by_label("Sexe").select_option("f")
    visite.suit(page.get_by_role("button", name="Ajouter la personne"))
    assert "Le dossier est ouvert" in page.locator("main").inner_text()
    check(visite)


def find_eligible(visite: Any) -> None:
    page = visite.page
    visite.suit(page.get_by_role("link", name="Noter l’éligibilité").first)
    page.get_by_label("Accordée").check()
    page.get_by_label("Bénéficiaire du RSA").check()
    page.get_by_label("Constatée le").fill((localdate() - timedelta(days=120)).isoformat())
    page.get_by_label("Qui l’atteste").select_option("plie")
    check(visite)
    visite.capture("eligibilite")
    visite.suit(page.get_by_role("button", name="Enregistrer", exact=True))
    assert "Éligible depuis le" in page.locator("main").inner_text()


def hire(visite: Any, debut: date) -> None:
    page = visite.page
    visite.suit(page.get_by_role("link", name="Enregistrer un contrat sur ce lot"))
    page.get_by_label("Employeur", exact=False).first.select_option(label="Tremplin Intérim (fictif)")
    page.get_by_label("Entreprise où elle travaille").select_option(label="Martel Bâtiment (fictive)")
    page.get_by_label("Pour le compte de").select_option(label="Martel Bâtiment (fictive)")
    page.get_by_label("Type de contrat").select_option("ctt_insertion")
    page.get_by_label("Mode de réalisation").select_option("mad_etti")
    page.get_by_label("Métier").fill("Peintre en bâtiment")
    page.get_by_label("Début").fill(debut.isoformat())
    visite.suit(page.get_by_role("button", name="Enregistrer", exact=True))
    assert "Ce contrat a un terme" in page.locator("main").inner_text()
    check(visite)
    page.get_by_label("Fin prévue").fill((localdate() + timedelta(days=60)).isoformat())
    visite.suit(page.get_by_role("button", name="Enregistrer", exact=True))
    assert MiseEmploi.objects.get(personne__nom_naissance=NOM).employeur.nom.startswith("Tremplin")
    assert "Le contrat est enregistré" in page.locator("main").inner_text()


def type_hours(visite: Any, lot: Lot, mois: date) -> None:
    """The arrows move, a pasted block fills, the totals follow; a refusal stands in its cell."""
    page = visite.page
    visite.suit(page.get_by_role("link", name="Saisir les heures"))
    page.wait_for_selector("[data-grille]")
    check(visite)
    cells = page.locator('input[data-colonne="0"]')
    first, second = cells.nth(0), cells.nth(1)
    first.focus()
    page.keyboard.press("Enter")
    assert second.evaluate("field => field === document.activeElement")
    page.keyboard.press("ArrowUp")
    assert first.evaluate("field => field === document.activeElement")
    paste(page, "100\t7,5\n35 h 30")
    assert (first.input_value(), second.input_value()) == ("100", "35 h 30")
    assert page.locator('input[data-colonne="1"]').nth(0).input_value() == "7,5"
    assert page.locator("tbody [data-total]").nth(0).inner_text() == "107,50"
    mine = page.get_by_label(f"{PRENOM} {NOM}, travail")
    mine.fill("douze")
    visite.attendues.add(422)  # what is refused is answered as such, with the grid as typed
    visite.suit(page.get_by_role("button", name="Enregistrer les heures"))
    assert "« douze » n’est pas un nombre d’heures" in page.locator("main").inner_text()
    assert first.input_value() == "100"
    check(visite)
    page.get_by_text("Coller un tableau").click()
    mine.fill("")
    page.get_by_label("Lignes copiées d’un tableur").fill(f"{NOM} {PRENOM}\t120\nInconnue\t10")
    visite.suit(page.get_by_role("button", name="Remplir la grille"))
    assert mine.input_value() == "120"
    assert "Personne de ce nom dans la grille" in page.locator("main").inner_text()
    check(visite)
    visite.suit(page.get_by_role("button", name="Enregistrer les heures"))
    assert LigneHeures.objects.get(mise_emploi__personne__nom_naissance=NOM, mois=mois).heures_reelles == 120
    visite.capture("grille-d-heures")


def paste(page: Any, text: str) -> None:
    """As the clipboard of a spreadsheet gives it to the cell under the cursor."""
    page.evaluate(
        """text => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def validate(visite: Any) -> None:
    page = visite.page
    visite.suit(page.get_by_role("link", name="à valider"))
    check(visite)
    visite.capture("heures-a-valider")
    visite.suit(page.get_by_role("button", name="Valider les lignes cochées"))
    assert "validées" in page.locator("main").inner_text()
    assert LigneHeures.objects.get(mise_emploi__personne__nom_naissance=NOM).statut == "validee"


def correct(visite: Any) -> None:
    page = visite.page
    ligne = LigneHeures.objects.get(mise_emploi__personne__nom_naissance=NOM)
    visite.va(f"/lots/{ligne.lot.uuid}/heures/?mois={ligne.mois:%Y-%m}")
    visite.suit(page.get_by_role("link", name=f"Corriger {PRENOM} {NOM}, travail"))
    page.get_by_label("Heures après correction").fill("112,5")
    check(visite)
    visite.suit(page.get_by_role("button", name="Enregistrer la correction"))
    assert ligne.corrections.get().heures_reelles == -7.5
    visite.va(f"/clause/personnes/{ligne.mise_emploi.personne.uuid}/")
    check(visite)
    visite.capture("personne-de-la-clause")
