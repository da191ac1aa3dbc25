"""A directrice who also coordinates reads what would be deposited, mends two files, and sees the figure change."""

from datetime import date
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.clause.models import Entreprise
from maillage.comptes.models import Habilitation
from maillage.parcours.models import Parcours
from maillage.reseau.models import Dispositif
from maillage.socle.roles import Role
from tests.clause.usine_aval import make_entreprise
from tests.clause.usine_validee import make_lot_fait
from tests.consolidation.direct.usine import make_entree
from tests.journeys.demonstration import enter_as, get_personne

pytestmark = pytest.mark.navigateur
ANNEE = localdate().year - 1
VALOMBRE, CLAUSE = "PLIE du Pays de Valombre", "Clause sociale du Pays de Valombre"


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


@pytest.fixture
def sans_effectif(valombre: None) -> Entreprise:
    """Two lots of a service of the clause: 700 hours are owed by a company of unknown size, 300 by a small one."""
    service = Dispositif.objects.get(nom=CLAUSE)
    inconnue = make_entreprise(service, nom="Bâtisseurs du Val (fictifs)")
    make_lot_fait(service, (700,), entreprise=inconnue, mois=date(ANNEE, 4, 1))
    make_lot_fait(service, (300,), mois=date(ANNEE, 4, 1))
    return inconnue


@pytest.mark.parametrize("largeur", [1280, 360])
def test_une_facilitatrice_complete_une_entreprise_et_voit_la_part_changer(
    sans_effectif: Entreprise, ouvrir: Any, largeur: int
) -> None:
    visite = ouvrir(largeur=largeur)
    page, main = visite.page, visite.page.get_by_role("main")
    enter_as(visite, "Aurélie Tissot")
    visite.va("/activite-clause/")
    visite.suit(main.get_by_role("link", name="Ma consolidation"))
    assert page.get_by_role("heading", name=f"Ma consolidation {ANNEE}", level=1).is_visible()
    check(visite)
    visite.suit(page.get_by_role("link", name="Effectif de l’entreprise engagée : 1 entreprise à compléter"))
    assert "700 sans réponse sur 1\u202f000" in main.inner_text()
    check(visite)
    row = page.get_by_role("row").filter(has_text=sans_effectif.nom)
    visite.suit(row.get_by_role("link", name="Ouvrir l’entreprise"))
    page.get_by_label("Effectif").fill("900")
    visite.suit(page.get_by_role("button", name="Enregistrer"))
    assert "Toutes les réponses sont données" in main.inner_text()
    visite.va(f"/ma-consolidation/chiffres/clause.part_tpe_pme/?annee={ANNEE}")
    assert "30,0\u202f% : 300 sur 1\u202f000" in main.inner_text()
    assert page.get_by_role("row").filter(has_text=sans_effectif.nom).is_visible()
    check(visite)
    visite.va(f"/ma-consolidation/chiffres/clause.heures/?annee={ANNEE}")
    assert "2 contrats." in main.inner_text()
    check(visite)
