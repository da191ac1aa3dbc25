"""A facilitatrice, from the tender she spots to the hours the company is bound to, at her desk and from a phone.

MAILLAGE_CAPTURES=docs/utilisateurs/images python -m pytest tests/journeys/test_marches.py
"""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.clause.models import Engagement, Lot
from maillage.demonstration.actions import GRAINE
from maillage.demonstration.clause import fill_clause
from tests.journeys.demonstration import enter_as

pytestmark = pytest.mark.navigateur


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


@pytest.mark.parametrize("largeur", [1280, 360])
def test_du_marche_repere_aux_heures_engagees(valombre: None, ouvrir: Any, largeur: int) -> None:
    fill_clause(graine=GRAINE, today=localdate())
    visite = ouvrir(largeur=largeur)
    enter_as(visite, "Aurélie Tissot")
    page = visite.page
    visite.va("/marches/")
    check(visite)
    visite.capture("mes-marches")
    visite.suit(page.get_by_role("link", name="Repérer un marché"))
    spot(visite)
    write_clause(visite)
    write_texte(visite)
    for geste in ("Poser le diagnostic", "Proposer la clause", "Noter l’accord de l’acheteur"):
        visite.suit(page.get_by_role("link", name=geste))
        check(visite)
        visite.suit(page.get_by_role("button", name="Enregistrer", exact=True))
    publish(visite)
    answer(visite)
    award(visite)
    check(visite)
    visite.capture("lot")
    board(visite)
    lot = Lot.objects.get(marche__objet="Médiathèque d’essai")
    assert lot.etat == "notifie"
    assert Engagement.objects.get(lot=lot).heures == 900


def board(visite: Any) -> None:
    """The same market, at its step among the others, and the page of whoever buys."""
    page = visite.page
    visite.va("/marches/tableau/")
    assert "Médiathèque d’essai" in page.locator("main").inner_text()
    check(visite)
    visite.capture("marches-par-etat")
    visite.va("/donneurs-d-ordre/")
    visite.suit(page.get_by_role("link", name="Ville de Valombre-la-Ville"))
    check(visite)
    visite.capture("donneur-d-ordre")


def spot(visite: Any) -> None:
    page = visite.page
    page.get_by_label("Objet du marché").fill("Médiathèque d’essai")
    page.get_by_label("Donneur d’ordre").fill("Ville d’essai")
    page.get_by_label("Travaux").check()
    page.get_by_label("Consultation engagée le").fill((localdate() - timedelta(days=60)).isoformat())
    visite.suit(page.get_by_role("button", name="Repérer"))
    assert "n’est pas encore connu" in page.locator("main").inner_text()
    check(visite)
    page.get_by_label("Sa nature").select_option("commune")
    visite.suit(page.get_by_role("button", name="Repérer"))
    assert "Avant l’étape suivante" in page.locator("main").inner_text()
    check(visite)


def write_clause(visite: Any) -> None:
    page = visite.page
    visite.suit(page.get_by_role("link", name="Écrire la clause"))
    page.get_by_label("Secteur d’activité").fill("Gros œuvre")
    for libelle, value in (
        ("Montant estimé", "1000000"), ("Part de main-d’œuvre", "50"), ("Taux d’insertion", "5"),
        ("Coût d’une heure", "30"), ("Périmètre de la clause", "Tout le lot"),
        ("Coordonnées du facilitateur", "Clause sociale de Valombre"), ("Publics éligibles", "Ceux du diagnostic"),
        ("Volume d’heures", "833 heures"),
    ):  # fmt: skip
        page.get_by_label(libelle).fill(value)
    page.get_by_label("Condition d’exécution").check()
    page.get_by_label("Bénéficiaires du RSA").check()
    visite.suit(page.get_by_role("button", name="Calculer sans enregistrer"))
    assert "833,33 h" in page.locator("main").inner_text()
    check(visite)
    visite.capture("clause-du-lot")
    visite.suit(page.get_by_role("button", name="Enregistrer", exact=True))


def write_texte(visite: Any) -> None:
    """Hypotheses tried side by side, then a text drawn from a model and taken away."""
    page = visite.page
    visite.suit(page.get_by_role("link", name="Comparer des hypothèses"))
    page.locator("#id_b-taux_insertion").fill("10")
    visite.suit(page.get_by_role("button", name="Comparer"))
    assert "1 666,67 h" in page.locator("main").inner_text().replace("\u202f", " ").replace("\xa0", " ")
    check(visite)
    visite.capture("comparer-hypotheses")
    visite.suit(page.get_by_role("link", name="Revenir au lot"))
    visite.suit(page.get_by_role("link", name="Écrire un texte"))
    check(visite)
    visite.suit(page.get_by_role("button", name="Partir de ce modèle").first)
    assert "833 heures" in page.locator("main").inner_text()
    check(visite)
    visite.capture("texte-de-clause")
    with page.expect_download() as found:
        page.get_by_role("link", name="ODT à retravailler").click()
    assert found.value.suggested_filename.endswith(".odt")
    visite.suit(page.get_by_role("link", name="Médiathèque d’essai").first)


def answer(visite: Any) -> None:
    """A bidder asks; the answer is written, then published."""
    page = visite.page
    visite.suit(page.get_by_role("link", name="Noter une question"))
    page.get_by_label("Posée par").fill("Martel Bâtiment (fictive)")
    page.locator("#id_question").fill("Les heures d’un sous-traitant comptent-elles ?")
    check(visite)
    visite.suit(page.get_by_role("button", name="Enregistrer", exact=True))
    assert "Sans réponse" in page.locator("main").inner_text()
    visite.suit(page.get_by_role("link", name="Répondre"))
    page.locator("#id_reponse").fill("Oui, celles de ses salariés en parcours.")
    for libelle in ("Répondue le", "Publiée à tous le"):
        page.get_by_label(libelle).fill(localdate().isoformat())
    visite.suit(page.get_by_role("button", name="Enregistrer", exact=True))
    assert "réponse publiée le" in page.locator("main").inner_text()
    check(visite)


def publish(visite: Any) -> None:
    page = visite.page
    visite.suit(page.get_by_role("link", name="Noter la publication"))
    page.get_by_label("Date de la publication").fill((localdate() - timedelta(days=40)).isoformat())
    page.get_by_label("Référence de l’avis").fill("AVIS-1 (fictif)")
    page.get_by_label("Offres attendues jusqu’au").fill((localdate() - timedelta(days=10)).isoformat())
    visite.suit(page.get_by_role("button", name="Enregistrer", exact=True))
    assert "ne le précède pas" in page.locator("main").inner_text()  # the clause was agreed today, in this journey
    page.get_by_label("Date de la publication").fill(localdate().isoformat())
    page.get_by_label("Offres attendues jusqu’au").fill(localdate().isoformat())
    visite.suit(page.get_by_role("button", name="Enregistrer", exact=True))


def award(visite: Any) -> None:
    page = visite.page
    visite.suit(page.locator("main").get_by_role("link", name="Ajouter", exact=True))
    page.locator("#id_entreprise").select_option(label="Martel Bâtiment (fictive)")
    check(visite)
    visite.suit(page.get_by_role("button", name="Enregistrer", exact=True))
    visite.suit(page.get_by_role("link", name="Noter l’attribution"))
    visite.suit(page.get_by_role("button", name="Enregistrer", exact=True))
    visite.suit(page.get_by_role("link", name="Enregistrer l’engagement"))
    page.get_by_label("Heures offertes").fill("900")
    check(visite)
    visite.suit(page.get_by_role("button", name="Enregistrer", exact=True))
    visite.suit(page.get_by_role("link", name="Noter la notification"))
    visite.suit(page.get_by_role("button", name="Enregistrer", exact=True))
