"""A team keeps its fiche: who to call, what happened, how many work there. The pictures illustrate the users' guide."""

from typing import Any

import pytest

from maillage.reseau.models import Contact, Effectif, GestionFse, Jalon
from tests.journeys.demonstration import enter_as

pytestmark = pytest.mark.navigateur


@pytest.mark.parametrize("largeur", [1280, 360])
def test_un_directeur_tient_les_contacts_l_histoire_et_l_equipe_de_son_dispositif(
    valombre: None, ouvrir: Any, largeur: int
) -> None:
    visite = ouvrir(largeur=largeur)
    page = visite.page
    enter_as(visite, "Marc Lanoë")
    visite.va("/mon-dispositif/")
    for titre in ("Contacts", "Équipe", "Logiciels", "Gestion du FSE", "Histoire"):
        assert page.get_by_role("heading", name=titre, level=2).count() == 1, titre
    check(visite)
    write_contact(visite)
    count_equipe(visite)
    tell_nom(visite)
    main = page.locator("main").inner_text()
    assert "Inès Corbel" in main
    assert "PLIE des Rives d’Arsonne et du Haut-Pays" in main
    assert "s’appelait « PLIE des Rives d’Arsonne »" in main
    assert GestionFse.objects.filter(dispositif__slug="fictif-plie-arsonne", au=None).count() == 1


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


def write_contact(visite: Any) -> None:
    page = visite.page
    visite.suit(page.get_by_role("link", name="Ajouter un contact"))
    page.get_by_label("Fonction", exact=True).select_option("entreprises")
    page.get_by_label("Prénom et nom").fill("Inès Corbel")
    page.get_by_label("Mandat ou intitulé du poste").fill("chargée de relation entreprises (personne fictive)")
    page.get_by_label("Téléphone professionnel").fill("01 99 00 20 05")
    check(visite)
    visite.capture("contact")
    visite.suit(page.get_by_role("button", name="Enregistrer le contact"))
    assert Contact.objects.get(nom="Inès Corbel").consenti_le is None


def count_equipe(visite: Any) -> None:
    page = visite.page
    visite.suit(page.get_by_role("link", name="Compter l’équipe"))
    page.get_by_label("Fonction", exact=True).select_option("entreprises")
    page.get_by_label("Nombre de personnes").fill("1")
    page.get_by_label("Équivalents temps plein").fill("0,6")
    check(visite)
    visite.capture("equipe-comptee")
    visite.suit(page.get_by_role("button", name="Enregistrer"))
    assert Effectif.objects.filter(fonction="entreprises", personnes=1, dispositif__slug="fictif-plie-arsonne").exists()


def tell_nom(visite: Any) -> None:
    page = visite.page
    visite.suit(page.get_by_role("link", name="Déclarer un fait"))
    page.get_by_label("Ce qui s’est passé").select_option("nom")
    page.get_by_label("Nouveau nom").fill("PLIE des Rives d’Arsonne et du Haut-Pays")
    check(visite)
    visite.capture("histoire")
    visite.suit(page.get_by_role("button", name="Enregistrer ce fait"))
    assert Jalon.objects.filter(dispositif__slug="fictif-plie-arsonne").count() == 2
