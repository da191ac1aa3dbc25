"""What people come for, from their first page to their result. The pictures illustrate the users' guide.

MAILLAGE_CAPTURES=docs/utilisateurs/images python -m pytest tests/journeys/test_personnes.py
"""

from typing import Any

import pytest
from django.core import mail

from maillage.socle.roles import Role
from tests.journeys.demonstration import enter_as
from tests.usine import make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.navigateur


def test_un_visiteur_trouve_le_plie_de_sa_ville_puis_la_carte(reseau_entier: None, ouvrir: Any) -> None:
    visite = ouvrir()
    visite.va("/")
    visite.page.locator("form.chercher-commune input:visible").first.fill("grenoble")
    visite.page.get_by_role("button", name="Chercher").click()
    visite.suit(visite.page.get_by_role("link", name="PLIE de Grenoble Alpes Métropole").first)
    assert "Grenoble" in visite.page.get_by_role("heading", level=1).inner_text()
    visite.capture("fiche")
    visite.va("/carte/?type=plie&region=84")
    visite.assert_accessible()
    visite.va("/carte/")
    visite.capture("carte")


def test_une_referente_entre_en_un_clic_et_change_de_plie(reseau_entier: None, ouvrir: Any) -> None:
    visite = ouvrir()
    enter_as(visite, "Claire Morel")
    assert "Bonjour" in visite.page.get_by_role("heading", level=1).inner_text()
    visite.capture("accueil-referente")
    header = visite.page.locator("header").first
    assert "PLIE des Rives d’Arsonne" in header.inner_text()
    header.get_by_text("PLIE des Rives d’Arsonne").first.click()
    visite.suit(header.get_by_role("button", name="PLIE du Pays de Valombre"))
    assert "PLIE du Pays de Valombre" in visite.page.locator("header summary").first.inner_text()


def test_une_directrice_invite_et_le_courriel_ne_dit_rien_de_la_personne(reseau_entier: None, ouvrir: Any) -> None:
    visite = ouvrir()
    enter_as(visite, "Hélène Castan")
    visite.va("/equipe/")
    visite.capture("equipe")
    visite.page.get_by_role("link", name="Inviter").first.click()
    visite.page.get_by_label("Adresse électronique").fill("nouvelle.personne@exemple.invalid")
    visite.page.get_by_label("Rôle").select_option("referent")
    visite.suit(visite.page.get_by_role("button", name="invitation"))
    assert len(mail.outbox) == 1
    assert "Valombre" not in f"{mail.outbox[0].subject} {mail.outbox[0].body}"


@pytest.mark.parametrize("largeur", [1280, 360])
def test_l_administration_ouvre_une_structure(ouvrir: Any, largeur: int) -> None:
    admin = make_habilitation(Role.ADMINISTRATEUR, compte=make_compte(prenom="Anne", nom="Admin")).compte
    for nom in ("PLIE du Pays de Valombre", "PLIE des Rives d’Arsonne"):
        make_dispositif(nom)
    visite = ouvrir(largeur, compte=admin)
    visite.va("/structures/")
    visite.capture("structures")
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()
    visite.page.get_by_role("link", name="PLIE du Pays de Valombre").click()
    visite.page.get_by_label("Adresse électronique").fill("helene.castan@exemple.invalid")
    visite.page.get_by_role("button", name="Envoyer l’invitation").click()
    visite.page.get_by_text("L’invitation part à helene.castan@exemple.invalid").wait_for()
    visite.capture("structure")
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()
    assert len(mail.outbox) == 1
