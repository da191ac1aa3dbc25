"""One journey per role that the base already serves: from the first page, by the links on it, to a result.

MAILLAGE_CAPTURES=docs/utilisateurs/images python -m pytest tests/journeys/test_roles.py
"""

from pathlib import Path
from typing import Any

import pytest

from maillage.comptes.models import Habilitation
from maillage.reseau.models import Dispositif
from maillage.socle.pieces.models import Piece
from maillage.socle.travaux.travailleur import Equipier
from maillage.territoire.modele import LIGNES
from maillage.territoire.models import Zonage
from tests.journeys.demonstration import enter_as, get_personne
from tests.socle.pieces.fichiers import PDF

pytestmark = pytest.mark.navigateur


def follow(visite: Any, *libelles: str) -> None:
    """Clicks links of the navigation or of the page, one after the other."""
    for libelle in libelles:
        visite.suit(visite.page.get_by_role("link", name=libelle, exact=True).first)


def test_une_directrice_met_fin_a_une_habilitation_et_la_personne_perd_l_acces_a_sa_page_suivante(
    valombre: None, ouvrir: Any
) -> None:
    solene = ouvrir()
    enter_as(solene, "Solène Garrec")
    follow(solene, "Pièces")
    helene = ouvrir()
    enter_as(helene, "Hélène Castan")
    change_for(helene, "PLIE du Pays de Valombre")
    habilitation = Habilitation.objects.get(compte=get_personne("Solène"))
    helene.va(f"/equipe/habilitations/{habilitation.uuid}/terminer/")
    helene.suit(helene.page.get_by_role("button", name="Terminer l’habilitation"))
    solene.va("/pieces/", statut=403)
    solene.va("/accueil/")
    assert "Aucune habilitation en cours" in solene.page.locator("header").first.inner_text()


def change_for(visite: Any, lieu: str) -> None:
    header = visite.page.locator("header").first
    if lieu in header.locator(".ou-suis-je summary").inner_text():
        return
    header.locator(".ou-suis-je summary").click()
    visite.suit(header.get_by_role("button", name=lieu).first)


def test_une_coordinatrice_declare_une_commune_de_plus(valombre: None, ouvrir: Any) -> None:
    visite = ouvrir()
    enter_as(visite, "Nadia Ferhat")
    follow(visite, "Mon dispositif", "Déclarer ou ajuster")
    visite.page.get_by_label("Commune ou intercommunalité").fill("rochetaillade")
    visite.suit(visite.page.get_by_role("button", name="Chercher"))
    visite.page.get_by_role("radio", name="Rochetaillade").check()
    visite.suit(visite.page.get_by_role("button", name="Déclarer ce lieu"))
    assert "Rochetaillade" in visite.page.get_by_role("table").inner_text()
    visite.capture("territoire-declare")


def test_une_gestionnaire_fse_depose_une_piece_et_sa_collegue_la_lit(
    valombre: None, ouvrir: Any, tmp_path: Path
) -> None:
    convention = tmp_path / "convention.pdf"
    convention.write_bytes(PDF)
    visite = ouvrir()
    enter_as(visite, "Fatou Sarr")
    follow(visite, "Pièces", "Déposer une pièce")
    visite.page.locator("input[type=file]").set_input_files(convention)
    visite.suit(visite.page.get_by_role("button", name="Déposer la pièce"))
    piece = Piece.objects.get()
    nadia = ouvrir(largeur=360)
    enter_as(nadia, "Nadia Ferhat")
    nadia.va("/pieces/")
    assert piece.nom in nadia.page.locator("main").inner_text()
    nadia.assert_sans_defilement_horizontal()


def test_une_animatrice_tient_l_annuaire_a_jour(valombre: None, ouvrir: Any) -> None:
    visite = ouvrir()
    enter_as(visite, "David Nguyen")
    dispositif = Dispositif.objects.get(nom="PLIE des Rives d’Arsonne")
    visite.va(f"/reseau/dispositifs/{dispositif.slug}/")
    follow(visite, "Modifier la fiche")
    visite.page.get_by_label("Téléphone").fill("01 99 00 12 34")
    visite.suit(visite.page.locator("main form button[type=submit]").first)
    assert "01 99 00 12 34" in visite.page.locator("main").inner_text()


def test_une_administratrice_importe_des_zonages_et_suit_le_travail(
    reseau_entier: None, ouvrir: Any, tmp_path: Path
) -> None:
    fichier = tmp_path / "qpv.csv"
    entete = ";".join(ligne.colonne for ligne in LIGNES)
    fichier.write_text(
        f"{entete}\nqpv;QN00000X;Quartier d’essai (fictif);2024;2024-01-01;;Décret fictif;59350;0,4\n",
        encoding="utf-8",
    )
    visite = ouvrir()
    enter_as(visite, "Sophie Renard")
    follow(visite, "Zonages")
    visite.suit(visite.page.get_by_role("link", name="Importer").first)
    visite.page.locator("input[type=file]").set_input_files(fichier)
    visite.suit(visite.page.get_by_role("button", name="Vérifier et importer"))
    equipier = Equipier()
    while equipier.run_next():
        pass
    assert Zonage.objects.get(code="QN00000X").libelle == "Quartier d’essai (fictif)"
    follow(visite, "Travaux")
    assert "Terminé" in visite.page.locator("main").inner_text()
    visite.capture("travaux")


def test_une_deleguee_a_la_protection_des_donnees_lit_qui_a_consulte_quoi(valombre: None, ouvrir: Any) -> None:
    helene = ouvrir()
    enter_as(helene, "Hélène Castan")
    change_for(helene, "PLIE du Pays de Valombre")
    follow(helene, "Dossiers dormants")
    visite = ouvrir()
    enter_as(visite, "Lucie Hamon")
    change_for(visite, "PLIE du Pays de Valombre")
    follow(visite, "Registre des traitements")
    visite.page.locator("details.repli > summary").first.click()
    visite.page.get_by_text("Tables et champs").first.wait_for()
    visite.capture("registre")
    follow(visite, "Journal des accès")
    assert "Hélène Castan" in visite.page.locator("main").inner_text()
    visite.capture("journal-des-acces")


def test_un_elu_lit_la_fiche_et_ne_trouve_personne(valombre: None, ouvrir: Any) -> None:
    visite = ouvrir()
    enter_as(visite, "Monique Barthe")
    follow(visite, "Mon dispositif")
    assert "PLIE du Pays de Valombre" in visite.page.get_by_role("heading", level=1).inner_text()
    assert visite.page.get_by_role("link", name="Équipe et habilitations").count() == 0
    visite.va("/equipe/", statut=403)
    visite.va("/recherche/?q=morel")
    assert "Claire Morel" not in visite.page.locator("main").inner_text()


def test_au_clavier_seul_une_chargee_de_mission_mde_trouve_une_commune(valombre: None, ouvrir: Any) -> None:
    visite = ouvrir()
    enter_as(visite, "Sandrine Leclercq")
    page = visite.page
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "recherche-globale":
            break
    page.keyboard.type("lignac")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/territoire/communes/**")
    assert "Lignac-les-Rives" in page.get_by_role("heading", level=1).inner_text()


@pytest.mark.parametrize(
    ("nom", "role"),
    [
        ("Yann Riou", "Coordination régionale"), ("Armelle Joubert", "Coordination départementale"), ("Agnès Villard", "Statisticien"), ("Paul Desmarets", "Donneur d’ordre"),
        ("Catherine Duval", "Contrôleur"), ("Rachid Amrani", "Prescripteur"), ("Gilles Fontaine", "Opérateur"),
    ],
)  # fmt: skip
def test_chacun_voit_des_sa_premiere_page_qui_il_est_et_ou_il_va(
    valombre: None, ouvrir: Any, nom: str, role: str
) -> None:
    visite = ouvrir()
    enter_as(visite, nom)
    assert role in visite.page.locator("header").first.inner_text()
    for lien in visite.page.locator("nav#navigation a").all():
        adresse = lien.get_attribute("href")
        assert visite.page.request.get(visite.base + adresse).status == 200, adresse
