"""A directrice reads her objectives beside what was done; a coordinatrice asks that somebody be seen again."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.parcours.actions.protocole import Texte, record_protocole
from maillage.parcours.models import DemandeDeContact, Parcours
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.nomenclatures.indicateurs import Indicateur
from maillage.parcours.nomenclatures.protocole import Base, PeriodeObjectif
from maillage.parcours.rules.protocole import Objectif
from maillage.reseau.models import Dispositif
from maillage.socle.roles import Role
from tests.journeys.demonstration import enter_as, get_personne
from tests.journeys.test_roles import change_for
from tests.parcours.usine import make_parcours, make_referent
from tests.usine import make_acteur

pytestmark = pytest.mark.navigateur
ANNEE = PeriodeObjectif.ANNEE


@pytest.fixture
def dispositif(valombre: None) -> Dispositif:
    """Valombre with a protocole and a few files: entries of two years, one of them seen by nobody for long."""
    solene = get_personne("Solène")
    found = Dispositif.objects.get(pk=solene.habilitations.get().dispositif_id or 0)
    today = localdate()
    texte = Texte(
        date(today.year - 2, 1, 1), date(today.year + 2, 12, 31), date(today.year - 3, 12, 10),
        ["Communauté d’agglomération (fictive)", "Département (fictif)"],
        [
            Objectif(Indicateur.I_6, Decimal(42), Base.SORTIES, ANNEE),
            Objectif(Indicateur.I_5, Decimal(50), Base.SORTIES_NEUTRALISEES, ANNEE),
            Objectif(Indicateur.I_2, Decimal(4), Base.NOMBRE, ANNEE),
        ],
    )  # fmt: skip
    record_protocole(by=make_acteur(Role.DIRECTEUR, found), dispositif=found, texte=texte, today=today)
    referent = make_referent(found, compte=solene)
    for days in (5, 30, 120, 500):
        make_parcours(found, referent=referent, entree=today - timedelta(days=days), etat=EtatParcours.ACTIF)
    return found


def check(visite: Any, nom: str) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()
    visite.capture(nom)


@pytest.mark.parametrize("largeur", [1280, 360])
def test_la_directrice_lit_ses_objectifs(dispositif: Dispositif, ouvrir: Any, largeur: int) -> None:
    visite = ouvrir(largeur=largeur)
    enter_as(visite, "Hélène Castan")
    change_for(visite, "PLIE du Pays de Valombre")
    page = visite.page
    visite.va("/pilotage/")
    objectif = page.locator("section[aria-labelledby=objectifs] li").filter(has_text="Sorties positives")
    assert "sorties hors déménagement, décès, retraite" in objectif.inner_text()
    assert "Rien à mesurer" in objectif.inner_text()
    check(visite, "pilotage")
    page.get_by_text("Profil des entrées", exact=True).click()
    assert page.get_by_role("table", name="Profil des entrées").is_visible()
    visite.suit(page.get_by_role("link", name="Protocole et objectifs"))
    assert "42\u202f%" in page.get_by_role("main").inner_text()
    check(visite, "protocole")
    visite.suit(page.get_by_role("link", name="Écrire un avenant"))
    page.get_by_label("Ce que change l’avenant").fill("Plus d’entrées chaque année.")
    page.get_by_label("Prend effet le").fill(f"{localdate().year}-01-01")
    page.get_by_label("Signé le").fill(f"{localdate().year - 1}-12-10")
    page.locator("#id_cible_3").fill("6")
    check(visite, "protocole-avenant")
    visite.suit(page.get_by_role("button", name="Enregistrer l’avenant"))
    assert "La version d’avant reste telle qu’elle était" in page.get_by_role("main").inner_text()
    assert page.get_by_text("Plus d’entrées chaque année.").count() == 1


@pytest.mark.parametrize("largeur", [1280, 360])
def test_la_coordinatrice_demande_de_reprendre_contact(dispositif: Dispositif, ouvrir: Any, largeur: int) -> None:
    visite = ouvrir(largeur=largeur)
    enter_as(visite, "Nadia Ferhat")
    page = visite.page
    visite.va("/tableau-de-bord/")
    check(visite, "tableau-de-bord")
    visite.suit(page.get_by_role("link", name="2 en tout"))
    check(visite, "dossiers-dormants")
    dormant = Parcours.objects.get(date_entree=localdate() - timedelta(days=500))
    page.get_by_label(f"Choisir {dormant.personne}").check()
    visite.suit(page.get_by_role("button", name="Demander au référent de reprendre contact"))
    check(visite, "dormants-demande")
    visite.suit(page.get_by_role("button", name="Demander aux référents"))
    assert DemandeDeContact.objects.get().parcours == dormant
    visite.va("/qualite/")
    check(visite, "qualite-dossiers")
