"""A directrice who also coordinates reads what would be deposited, mends two files, and sees the figure change."""

from datetime import date
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.comptes.models import Habilitation
from maillage.parcours.models import Parcours
from maillage.reseau.models import Dispositif
from maillage.socle.roles import Role
from tests.consolidation.direct.usine import make_entree
from tests.journeys.demonstration import enter_as, get_personne

pytestmark = pytest.mark.navigateur
ANNEE = localdate().year - 1
VALOMBRE = "PLIE du Pays de Valombre"


@pytest.fixture
def sans_niveau(valombre: None) -> list[Parcours]:
    """Six people who entered last year, two of them without a level; Hélène also coordinates."""
    helene = get_personne("Hélène")
    dispositif = Dispositif.objects.get(nom=VALOMBRE)
    Habilitation.objects.create(compte=helene, role=Role.COORDINATEUR, dispositif=dispositif, du=date(ANNEE, 1, 1))
    made = [
        make_entree(dispositif, entree=date(ANNEE, 3, 2), brsa="oui", diplome=diplome)
        for diplome in (3, 3, 5, 6, None, None)
    ]
    return made[4:]


def become(visite: Any, fonction: str) -> None:
    header = visite.page.locator("header").first
    if fonction in header.locator(".ou-suis-je summary").inner_text():
        return
    header.locator(".ou-suis-je summary").click()
    visite.suit(header.get_by_role("button", name=VALOMBRE).filter(has_text=fonction).first)


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


@pytest.mark.parametrize("largeur", [1280, 360])
def test_un_directeur_corrige_deux_dossiers_et_voit_le_chiffre_changer(
    sans_niveau: list[Parcours], ouvrir: Any, largeur: int
) -> None:
    visite = ouvrir(largeur=largeur)
    page, main = visite.page, visite.page.get_by_role("main")
    enter_as(visite, "Hélène Castan")
    become(visite, "Direction")
    visite.va("/ma-consolidation/")
    assert page.get_by_role("heading", name=f"Ma consolidation {ANNEE}", level=1).is_visible()
    assert (
        "Si ces 2 niveaux étaient renseignés, le taux de non-réponse passerait de 33\u202f% à 0\u202f%"
        in main.inner_text()
    )
    check(visite)
    visite.suit(page.get_by_role("link", name="Niveau de formation : 2 dossiers à compléter"))
    assert "50\u202f%, de 33\u202f% à 67\u202f% selon les réponses qui manquent" in main.inner_text()
    assert page.get_by_role("link", name="Ouvrir la situation").count() == 0
    check(visite)
    become(visite, "Coordinat")
    for parcours in sans_niveau:
        complete(visite, parcours)
    become(visite, "Direction")
    visite.va(f"/ma-consolidation/chiffres/plie.entrees.part_peu_qualifies/?annee={ANNEE}")
    assert "67\u202f% : 4 sur 6" in main.inner_text()
    assert "sans réponse" not in main.inner_text()
    check(visite)
    visite.va("/ma-consolidation/")
    assert page.get_by_role("link", name="Niveau de formation :").count() == 0
    page.get_by_text("Profil des entrants", exact=True).click()
    profil = page.get_by_role("table", name="Profil des entrants")
    assert "4 sur 6" in profil.get_by_role("row").filter(has_text="peu ou pas qualifiés").first.inner_text()
    check(visite)


def complete(visite: Any, parcours: Parcours) -> None:
    """The answer of the day of entry, then the photo of that day."""
    page = visite.page
    visite.va(f"/ma-consolidation/manques/niveau/?annee={ANNEE}")
    check(visite)
    row = page.get_by_role("row").filter(has_text=str(parcours.personne))
    visite.suit(row.get_by_role("link", name="Ouvrir la situation"))
    page.get_by_label("Vrai depuis le").fill(parcours.date_entree.isoformat())
    page.get_by_label("Motif de la correction").select_option(label="La personne l’a précisé")
    page.get_by_label("Niveau du plus haut diplôme").select_option(value="2")
    visite.suit(page.get_by_role("button", name="Enregistrer"))
    visite.va(f"/ma-consolidation/manques/niveau/?annee={ANNEE}")
    assert "À reporter dans la photo d’entrée" in row.inner_text()
    visite.suit(row.get_by_role("link", name="Ouvrir la photo d’entrée"))
    page.get_by_label("Motif de la correction").select_option(label="La personne l’a précisé")
    visite.suit(page.get_by_role("button", name="Corriger la photo"))
    assert "La photo d’entrée est corrigée" in page.get_by_role("main").inner_text()
