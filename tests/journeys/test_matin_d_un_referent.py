"""A référent's morning, on a screen and on a telephone: whom to see, a contact saved, a note, several rendez-vous."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.parcours.models import Contrat, Entretien, Parcours
from tests.parcours.usine import make_parcours, make_referent
from tests.usine import make_dispositif

pytestmark = pytest.mark.navigateur


@pytest.fixture
def referent():
    dispositif = make_dispositif("PLIE du Pays de Valombre")
    referent = make_referent(dispositif)
    for jours in (3, 52, 95):
        make_parcours(
            dispositif, referent=referent, entree=localdate() - timedelta(days=300), etat="actif",
            dernier_contact=localdate() - timedelta(days=jours),
        )  # fmt: skip
    first = Parcours.objects.earliest("pk")
    Contrat.objects.create(dispositif=dispositif, parcours=first, du=localdate())
    return referent


@pytest.mark.parametrize("largeur", [1280, 360])
def test_le_matin_d_un_referent(ouvrir, referent, largeur):
    visite = ouvrir(largeur, compte=referent.compte)
    page = visite.page
    visite.va("/file-active/")
    a_voir = page.locator(".a-voir > li")
    assert a_voir.count() == 3
    assert "95 jours sans contact" in a_voir.nth(0).inner_text()
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()
    visite.capture("file-active")

    # From the file to saved: two clicks when nothing else is to be said.
    visite.suit(a_voir.nth(0).get_by_role("link", name="Entretien"))
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()
    page.get_by_text("Emploi", exact=True).check()
    page.get_by_text("Écrire une note").click()
    page.get_by_label("Les faits").fill("En dépression ; a postulé chez deux employeurs.")
    visite.capture("entretien")
    visite.suit(page.get_by_role("button", name="Enregistrer"))
    assert "depression" in page.get_by_text("À relire avant d’enregistrer").locator("..").inner_text()
    visite.assert_accessible()
    page.get_by_label("Les faits").fill("A postulé chez deux employeurs.")
    visite.suit(page.get_by_role("button", name="Enregistrer"))
    assert "est enregistré" in page.locator("main").inner_text()
    assert a_voir.count() == 2
    assert Entretien.objects.get().notes.get().faits == "A postulé chez deux employeurs."

    # Two people chosen in the list: their rendez-vous follow each other.
    boxes = page.locator(".choix input")
    boxes.nth(0).check()
    boxes.nth(1).check()
    visite.suit(page.get_by_role("button", name="Planifier un rendez-vous"))
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()
    visite.suit(page.get_by_role("button", name="Planifier", exact=True))
    planned = Entretien.objects.filter(presence="", debut__gt=timezone.now())
    assert planned.count() == 2

    visite.va(f"/agenda/?du={localdate(planned.earliest('debut').debut).isoformat()}")
    assert page.locator(".creneau").count() >= 2
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()
    visite.capture("agenda")

    visite.suit(page.locator(".creneau a").first)
    visite.assert_accessible()
    visite.suit(page.locator(".fil a").first)
    assert page.get_by_role("heading", name="Ce qui s’est passé").is_visible()
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()
    visite.capture("dossier")
