"""The DPD answers a request for access, from the register to the archive."""

from typing import Any

import pytest
from django.utils import timezone

from maillage.socle.roles import Role
from maillage.socle.travaux.travailleur import Equipier
from tests.usine import make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.navigateur


@pytest.mark.parametrize("largeur", [1280, 360])
def test_le_delegue_inscrit_une_demande_et_telecharge_l_archive(ouvrir: Any, largeur: int) -> None:
    dpd = make_habilitation(
        Role.DPD, make_dispositif("PLIE des Rives"), compte=make_compte(nom="Delegue"), du=timezone.localdate()
    )
    make_habilitation(Role.REFERENT, dpd.dispositif, compte=make_compte(prenom="Inès", nom="Valmont"))
    visite = ouvrir(largeur=largeur, compte=dpd.compte)
    page = visite.page
    visite.va("/protection/demandes/")
    visite.assert_accessible()
    visite.capture("demandes-vide")
    page.get_by_role("link", name="Inscrire une demande").first.click()
    page.get_by_label("Personne concernée").select_option(index=2)
    page.get_by_label("Motif").select_option(index=1)
    page.get_by_label("Comment vous êtes-vous assuré").select_option(index=1)
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()
    visite.capture("demande-nouvelle")
    page.get_by_role("button", name="Réunir ses données").click()
    page.wait_for_url("**/travaux/*/")
    visite.capture("demande-travail")
    while Equipier().run_next():
        pass
    page.reload()
    visite.suit(page.get_by_role("link", name="Ouvrir la demande"))
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()
    visite.capture("demande")
    visite.suit(page.get_by_role("link", name="Relire et masquer"))
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()
    page.get_by_role("checkbox", name="Adresse électronique").first.check()
    page.get_by_label("Pourquoi le masquer").select_option(index=1)
    visite.suit(page.get_by_role("button", name="Masquer"))
    assert page.get_by_text("Masqué", exact=True).count() == 1
    visite.capture("demande-relire")
    visite.suit(page.get_by_role("link", name="Revenir à la demande"))
    visite.suit(page.get_by_role("link", name="Prolonger le délai"))
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()
    page.get_by_label("Pourquoi faut-il plus de temps").select_option(index=1)
    visite.capture("demande-prolonger")
    visite.suit(page.get_by_role("button", name="Prolonger et prévenir la personne"))
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()
    visite.capture("demande-prolongee")
    with page.expect_download() as telechargement:
        page.get_by_role("link", name="Télécharger l’archive").click()
    assert telechargement.value.suggested_filename == f"archive-{timezone.localdate():%Y-%m-%d}.zip"
    for chemin, nom in (
        ("/protection/demandes/", "demandes"),
        ("/protection/registre/", "registre"),
        ("/protection/effacements/", "effacements"),
        ("/protection/mes-donnees/", "mes-donnees"),
        ("/travaux/", "travaux"),
        ("/a-faire/", "a-faire"),
    ):
        visite.va(chemin)
        visite.assert_accessible()
        visite.assert_sans_defilement_horizontal()
        visite.capture(nom)
    visite.va("/protection/demandes/")
    visite.suit(page.get_by_role("link", name="Inès Valmont"))
    visite.suit(page.get_by_role("button", name="Noter la réponse remise"))
    visite.assert_accessible()
    visite.capture("demande-repondue")
