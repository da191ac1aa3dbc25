"""From the diagnostic to the contract signed by three: the parcours begins, at a desk and on a telephone."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.parcours.models import Contrat, Diagnostic, FreinEvalue, Parcours
from maillage.parcours.nomenclatures.etats import EtatParcours
from tests.journeys.demonstration import enter_as, get_personne
from tests.parcours.usine import make_parcours, make_personne, make_referent

pytestmark = pytest.mark.navigateur
REFERENTE = "Solène Garrec"


@pytest.fixture
def parcours(valombre: None) -> Parcours:
    compte = get_personne("Solène")
    habilitation = compte.habilitations.get()
    dispositif = habilitation.dispositif
    assert dispositif is not None
    personne = make_personne(dispositif, nom_naissance="Bellamy", prenoms="Aïcha")
    entree = localdate() - timedelta(days=10)
    return make_parcours(
        dispositif, personne=personne, referent=make_referent(dispositif, compte=compte), entree=entree
    )


@pytest.mark.parametrize("largeur", [1280, 360])
def test_du_diagnostic_au_contrat_signe(parcours: Parcours, ouvrir: Any, largeur: int) -> None:
    visite = ouvrir(largeur=largeur)
    page = visite.page
    enter_as(visite, REFERENTE)
    visite.va(f"/dossiers/{parcours.uuid}/")
    check(visite)
    establish(visite)
    aim(visite)
    visite.va(f"/dossiers/{parcours.uuid}/")
    check(visite)
    visite.capture("dossier-freins")
    sign(visite)
    parcours.refresh_from_db()
    assert parcours.etat == EtatParcours.ACTIF
    assert parcours.date_signature == localdate()
    assert "En vigueur" in page.locator("main").inner_text()


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


def establish(visite: Any) -> None:
    page = visite.page
    visite.suit(page.get_by_role("link", name="Établir un diagnostic"))
    page.get_by_label("Atouts et compétences").fill("Parle trois langues, connaît la vente.")
    page.get_by_label("Mobilité (facultatif)", exact=True).select_option("3")
    page.locator("summary", has_text="Préciser : Mobilité").click()
    page.get_by_label("Précision sur « mobilité »").fill("Pas de permis.")
    page.get_by_label("Garde d’enfants (facultatif)", exact=True).select_option("2")
    page.get_by_label("Axes de travail").fill("Passer le permis.")
    check(visite)
    visite.capture("diagnostic")
    visite.suit(page.get_by_role("button", name="Enregistrer le diagnostic"))
    check(visite)
    visite.capture("diagnostics")
    assert Diagnostic.objects.get().atouts.startswith("Parle trois langues")
    assert set(FreinEvalue.objects.values_list("frein", "niveau")) == {("MOB", 3), ("FAM", 2)}


def aim(visite: Any) -> None:
    page = visite.page
    visite.suit(page.get_by_role("link", name="Fixer un objectif"))
    page.get_by_label("Objectif", exact=True).fill("Obtenir le permis B")
    page.get_by_label("Frein concerné").select_option("MOB")
    page.get_by_label("Échéance").fill((localdate() + timedelta(days=120)).isoformat())
    check(visite)
    visite.suit(page.get_by_role("button", name="Enregistrer l’objectif"))


def sign(visite: Any) -> None:
    page = visite.page
    visite.suit(page.get_by_role("link", name="Préparer le contrat PLIE"))
    assert page.get_by_label("Objectifs", exact=True).input_value().startswith("Obtenir le permis B (avant le ")
    check(visite)
    visite.capture("contrat-preparer")
    visite.suit(page.get_by_role("button", name="Enregistrer le contrat"))
    check(visite)
    contrat = Contrat.objects.get()
    pdf = page.request.get(f"{visite.base}/contrats/{contrat.uuid}/contrat.pdf")
    assert pdf.body().startswith(b"%PDF-")
    visite.suit(page.get_by_role("link", name="Noter les signatures"))
    check(visite)
    for label in ("La personne a signé le", "Le référent a signé le", "Le PLIE a signé le"):
        page.get_by_label(label).fill(localdate().isoformat())
    visite.suit(page.get_by_role("button", name="Enregistrer les signatures"))
    check(visite)
    visite.capture("contrat-signe")
