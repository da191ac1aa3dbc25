"""A directrice reads her year, mends two files, deposits; the network follows, types the totals of a structure without Maillage."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.consolidation.depots.models import Depot
from maillage.consolidation.depots.nomenclatures import Origine
from maillage.parcours.models import Parcours
from maillage.reseau.models import Dispositif
from tests.consolidation.depots.test_regles import TOTAUX
from tests.consolidation.depots.usine import make_campagne
from tests.consolidation.direct.usine import correct, make_entree
from tests.journeys.demonstration import enter_as

pytestmark = pytest.mark.navigateur
ANNEE = localdate().year - 1
VALOMBRE = "PLIE du Pays de Valombre"


@pytest.fixture
def sans_niveau(valombre: None) -> list[Parcours]:
    """Four people who entered last year, two of them without a level; the campaign of the year is open."""
    today = localdate()
    make_campagne(annee=ANNEE, ouverte_le=today - timedelta(days=10), close_le=today + timedelta(days=20))
    dispositif = Dispositif.objects.get(nom=VALOMBRE)
    made = [
        make_entree(dispositif, entree=today.replace(year=ANNEE, month=3, day=2), diplome=d) for d in (3, 5, None, None)
    ]
    return made[2:]


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


@pytest.mark.parametrize("largeur", [1280, 360])
def test_une_direction_depose_apres_deux_corrections(sans_niveau: list[Parcours], ouvrir: Any, largeur: int) -> None:
    visite = ouvrir(largeur=largeur)
    page, main = visite.page, visite.page.get_by_role("main")
    enter_as(visite, "Hélène Castan")
    visite.va("/mes-depots/")
    assert "Rien n’est encore déposé." in main.inner_text()
    check(visite)
    visite.capture("mes-depots")
    visite.suit(page.get_by_role("link", name="Compter et relire"))
    check(visite)
    for parcours in sans_niveau:  # mended by its référent meanwhile
        correct(parcours, diplome=4)
    visite.suit(page.get_by_role("button", name="Déposer ces chiffres"))
    assert "Vos dossiers ont changé depuis : relisez ces chiffres, puis déposez." in page.locator("body").inner_text()
    assert not Depot.objects.exists()
    visite.suit(page.get_by_role("button", name="Déposer ces chiffres"))
    assert page.get_by_role("heading", name=f"{VALOMBRE}, année {ANNEE}", level=1).is_visible()
    check(visite)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Reçu signé").click()
    assert Depot.objects.get().empreinte in taken.value.path().read_text(encoding="utf-8")
    visite.va("/mes-depots/")
    visite.suit(page.get_by_role("link", name="Enquête annuelle"))
    page.get_by_label("Fonds social européen").fill("540000")
    check(visite)
    visite.suit(page.get_by_role("button", name="Transmettre au réseau"))
    assert "Vos réponses sont transmises au réseau." in page.locator("body").inner_text()
    check(visite)
    visite.va("/verifier-un-recu/")
    page.get_by_label("Reçu à vérifier").set_input_files(taken.value.path())
    visite.suit(page.get_by_role("button", name="Vérifier", exact=True))
    assert "Ce reçu est authentique" in main.inner_text()
    check(visite)


def test_le_reseau_suit_la_campagne_et_saisit_des_totaux(sans_niveau: list[Parcours], ouvrir: Any) -> None:
    visite = ouvrir(largeur=360)
    page, main = visite.page, visite.page.get_by_role("main")
    enter_as(visite, "Agnès Villard")
    visite.va("/campagnes/")
    check(visite)
    visite.suit(page.get_by_role("link", name=f"Consolidation des PLIE, année {ANNEE}"))
    assert "0 sur 2" in main.inner_text()
    check(visite)
    visite.suit(page.get_by_role("link", name="PLIE des Rives d’Arsonne"))
    for code, value in TOTAUX.items():
        page.locator(f'[name="{code}"]').fill(str(value))
    page.get_by_label("D’où viennent ces totaux").fill("Bilan annuel envoyé en février (fictif)")
    check(visite)
    visite.suit(page.get_by_role("button", name="Enregistrer ces totaux"))
    assert Depot.objects.get().origine == Origine.AGREGE
    check(visite)
