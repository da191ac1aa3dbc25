"""The fibre works of Valombre, seen by the pilote, a participante and an observatrice, at a desk and from a phone.

MAILLAGE_CAPTURES=docs/utilisateurs/images python -m pytest tests/journeys/test_marche_partage.py
"""

from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.clause.models import AvisSurPart, DemandePartage, Doublon, Lot, PartEngagement, SuiviLot
from maillage.demonstration.actions import GRAINE
from maillage.demonstration.clause import fill_clause
from maillage.demonstration.clause_partage import OBJET
from tests.journeys.demonstration import enter_as

pytestmark = pytest.mark.navigateur


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


def read_main(visite: Any) -> str:
    return str(visite.page.locator("main").inner_text())


@pytest.mark.parametrize("largeur", [1280, 360])
def test_un_marche_a_trois_structures_vu_par_chacune(valombre: None, ouvrir: Any, largeur: int) -> None:
    fill_clause(graine=GRAINE, today=localdate())
    lot = Lot.objects.get(marche__objet=OBJET)
    lead(ouvrir(largeur=largeur), lot)
    take_part(ouvrir(largeur=largeur), lot)
    receive(ouvrir(largeur=largeur), lot)
    observe(ouvrir(largeur=largeur), lot)


def lead(visite: Any, lot: Lot) -> None:
    """Aurélie reads every part, settles the hours told twice, and invites nobody who follows already."""
    enter_as(visite, "Aurélie Tissot")
    page = visite.page
    visite.va("/marches/partages/")
    check(visite)
    visite.capture("marches-partages")
    visite.suit(page.get_by_role("link", name=OBJET))
    assert "Haute-Sorelle" in read_main(visite)
    check(visite)
    visite.capture("partage-pilote")
    visite.suit(page.get_by_role("link", name="Répartir autrement"))
    page.get_by_label("Méthode").select_option("sites")
    visite.suit(page.get_by_role("button", name="Calculer sans enregistrer"))
    assert "Heures de chacun" in read_main(visite)
    check(visite)
    visite.va(f"/lots/{lot.uuid}/partage/heures/")
    told = read_main(visite)
    assert "Participants des autres structures" in told
    assert "Vandermeulle" not in told
    check(visite)
    visite.capture("heures-par-structure")
    doublon = Doublon.objects.get(lot=lot, raison="meme_lot")
    visite.suit(page.locator(f"a[href*='{doublon.uuid}']").get_by_text("Trancher"))
    check(visite)
    page.get_by_label("Les mêmes heures :").check()
    page.get_by_label("Structure qui les compte").select_option(label="Clause sociale des Rives d’Arsonne")
    page.get_by_label("Pourquoi").fill("Le relevé de l’agence est chez elle.")
    visite.suit(page.get_by_role("button", name="Trancher"))
    doublon.refresh_from_db()
    assert doublon.arbitrage == "retenue"


def take_part(visite: Any, lot: Lot) -> None:
    """Maëlle reads her part and the total, contests it, and accepts to follow another lot."""
    enter_as(visite, "Maëlle Kervran")
    page = visite.page
    visite.va(f"/lots/{lot.uuid}/partage/")
    told = read_main(visite)
    assert "Autres structures" in told
    assert "Inviter" not in told
    check(visite)
    visite.capture("partage-participante")
    visite.suit(page.get_by_role("link", name="Donner votre avis"))
    page.get_by_label("Nous contestons notre part").check()
    visite.suit(page.get_by_role("button", name="Enregistrer"))
    assert "ce que vous proposez" in read_main(visite)
    check(visite)
    page.get_by_label("Si vous contestez").fill("Deux sites sont raccordés depuis la Haute-Sorelle.")
    visite.suit(page.get_by_role("button", name="Enregistrer"))
    assert AvisSurPart.objects.filter(avis="contestation", repondue_le=None).exists()
    visite.va(f"/lots/{lot.uuid}/partage/heures/")
    assert "Participants des autres structures" not in read_main(visite)
    check(visite)
    visite.va("/marches/partages/")
    visite.suit(page.get_by_role("link", name="Invitation à suivre le lot"))
    check(visite)
    visite.capture("invitation")
    visite.suit(page.get_by_role("button", name="Accepter"))
    invited = DemandePartage.objects.get(nature="invitation")
    assert SuiviLot.objects.filter(lot=invited.lot, structure=invited.vers).exists()


def receive(visite: Any, lot: Lot) -> None:
    """Étienne takes the hours that Arsonne passes on."""
    enter_as(visite, "Étienne Brossard")
    page = visite.page
    visite.va("/marches/partages/")
    visite.suit(page.get_by_role("link", name="Transfert d’heures à faire"))
    check(visite)
    demande = DemandePartage.objects.get(nature="transfert", etat="en_attente")
    before = _read_part(lot, demande.vers_id)
    visite.suit(page.get_by_role("button", name="Accepter"))
    assert _read_part(lot, demande.vers_id) == before + (demande.heures or 0)


def _read_part(lot: Lot, structure: int) -> Any:
    rows = PartEngagement.objects.filter(lot=lot, structure=structure)
    return rows.order_by("-repartition__engagement__numero", "-repartition__rang")[0].heures


def observe(visite: Any, lot: Lot) -> None:
    """Nora reads totals; small numbers are hidden from her."""
    enter_as(visite, "Nora Belkacem")
    visite.va(f"/lots/{lot.uuid}/partage/")
    told = read_main(visite)
    assert "Transférer" not in told
    check(visite)
    visite.va(f"/lots/{lot.uuid}/partage/heures/")
    assert "masqué" in read_main(visite)
    check(visite)
    visite.capture("partage-observatrice")
