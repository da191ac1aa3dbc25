"""A facilitatrice, from the plan of action to the balance; a person answers from her telephone, without an account.

MAILLAGE_CAPTURES=docs/utilisateurs/images python -m pytest tests/journeys/test_suivi_clause.py
"""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.clause.actions.deroulement import advance_lot
from maillage.clause.models import Lot, Penalite, SuiviSortie
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.dates import add_months
from tests.clause.usine_aval import make_emploi, make_personne
from tests.clause.usine_suivi import make_lot_engage
from tests.journeys.demonstration import enter_as, get_personne

pytestmark = pytest.mark.navigateur


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


def save(visite: Any) -> None:
    visite.suit(visite.page.get_by_role("button", name="Enregistrer", exact=True))


@pytest.mark.parametrize("largeur", [1280, 360])
def test_du_plan_d_action_au_solde_puis_une_reponse_au_telephone(valombre: None, ouvrir: Any, largeur: int) -> None:
    facilitatrice = get_personne("Aurélie")
    dispositif = Dispositif.objects.get(pk=facilitatrice.habilitations.get().dispositif_id or 0)
    debut = add_months(localdate().replace(day=1), -6)
    lot = make_lot_engage(dispositif, heures=900, debut=debut, fin=add_months(debut, 12))
    visite = ouvrir(largeur=largeur)
    enter_as(visite, "Aurélie Tissot")
    plan(visite, lot)
    begin(visite, lot)
    balance(visite, lot)
    lot.refresh_from_db()
    assert lot.etat == "solde"
    lien = ask(visite, dispositif)
    answer(ouvrir(largeur=360), lien)


def plan(visite: Any, lot: Lot) -> None:
    page = visite.page
    visite.va(f"/lots/{lot.uuid}/")
    visite.suit(page.get_by_role("link", name="Écrire le plan d’action").first)
    page.locator(f"#id_mode_{lot.marche.debut:%Y%m}").select_option("mad_etti")
    page.locator(f"#id_metier_{lot.marche.debut:%Y%m}").fill("Peintre")
    visite.suit(page.get_by_role("button", name="Répartir régulièrement"))
    assert "le compte y est" in page.locator("main").inner_text()
    check(visite)
    visite.capture("plan-d-action", entiere=False)
    visite.suit(page.get_by_role("button", name="Enregistrer le plan"))
    visite.suit(page.get_by_role("link", name="Arrêter le plan d’action"))
    check(visite)
    save(visite)
    lot.refresh_from_db()
    assert lot.etat == "planifie"


def begin(visite: Any, lot: Lot) -> None:
    """The order of service begins the execution; nothing is validated, and the lot says so."""
    page = visite.page
    visite.suit(page.get_by_role("link", name="Commencer l’exécution"))
    save(visite)
    assert "l’ordre de service" in page.locator("main").inner_text()
    page.get_by_label("Ordre de service").fill("OS n° 1 (fictif)")
    save(visite)
    assert "En retard" in page.locator("main").inner_text()
    check(visite)
    visite.capture("lot-en-retard", entiere=False)
    visite.va("/marches/alertes/")
    check(visite)
    visite.capture("lots-en-alerte")


def balance(visite: Any, lot: Lot) -> None:
    """Its market is over: what the night does, then the penalty, then the balance."""
    page = visite.page
    lot.marche.fin_prevue = localdate() - timedelta(days=1)
    lot.marche.save()
    assert advance_lot(by=Acteur(), lot=lot, today=localdate())
    visite.va(f"/lots/{lot.uuid}/")
    assert "dites ce que le contrat prévoit" in page.locator("main").inner_text()
    visite.suit(page.get_by_role("link", name="Proposer", exact=True))
    page.get_by_label("L’entreprise n’a pas employé").check()
    page.get_by_label("Pénalité par heure").fill("60")
    page.get_by_label("Votre avis").fill("L’entreprise a été relancée.")
    check(visite)
    visite.capture("penalite")
    visite.suit(page.get_by_role("button", name="Enregistrer la proposition"))
    visite.suit(page.get_by_role("link", name="Noter la décision"))
    page.get_by_text("Y renonce", exact=True).click()
    page.get_by_label("Référence de la décision").fill("Courrier (fictif)")
    page.get_by_label("Pourquoi").fill("Le chantier a pris du retard.")
    check(visite)
    visite.suit(page.get_by_role("button", name="Noter la décision"))
    assert Penalite.objects.get(lot=lot).statut == "remise"
    visite.suit(page.get_by_role("link", name="Solder", exact=True))
    save(visite)


def ask(visite: Any, dispositif: Dispositif) -> str:
    page = visite.page
    fin = add_months(localdate(), -6)
    make_emploi(
        make_personne(dispositif, nom_naissance="Bellamy", prenoms="Aïcha"), debut=add_months(fin, -4), fin_prevue=fin,
        fin_reelle=fin, motif_fin="terme",
    )  # fmt: skip
    visite.va("/clause/sorties/")
    check(visite)
    visite.capture("apres-la-clause")
    visite.suit(page.get_by_role("link", name="Bellamy").first)
    visite.suit(page.get_by_role("button", name="Créer un lien"))
    check(visite)
    return str(page.get_by_label("Lien à envoyer").input_value())


def answer(visite: Any, lien: str) -> None:
    page = visite.page
    visite.va(lien.removeprefix(visite.base))
    assert "Bellamy" not in page.content()
    page.get_by_label("Je travaille, en CDI").check()
    page.get_by_text("Oui, appelez-moi", exact=True).click()
    check(visite)
    visite.capture("apres-la-clause-reponse", entiere=False)
    visite.suit(page.get_by_role("button", name="Envoyer ma réponse"))
    assert page.get_by_role("heading", name="Merci").count() == 1
    assert SuiviSortie.objects.get().situation == "cdi"
