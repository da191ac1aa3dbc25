"""A coordinatrice takes over a year: the model, her file, its columns, its errors, the people in the search, and back."""

from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from maillage.parcours.models import Parcours
from maillage.participants.models import Personne
from maillage.reseau.models import Dispositif
from maillage.socle.travaux.models import Travail
from tests.echanges.reprise.usine import run, write_csv
from tests.journeys.demonstration import enter_as
from tests.parcours.usine import make_personne

pytestmark = pytest.mark.navigateur
ENTETES = ("N° dossier", "NOM", "Prénom", "Né(e) le", "Niveau d’études", "Date de situation", "Observations")
# Invented, and unlike anybody in the demonstration.
LIGNES = (
    ("V-01", "Quignard", "Ulysse", "09/02/1984", "V bis", "03/03/2025", ""),
    ("V-02", "Zylberman", "Philomène", "31/02/1990", "I", "03/03/2025", "à rappeler"),
    ("V-03", "Wagnerelle", "Théodule", "11/11/1975", "XII", "03/03/2025", ""),
)
ENTETES_PARCOURS = ("Identifiant", "Participant", "Date d’entrée", "Référent", "Prénom du référent", "Signature")
PARCOURS = (
    ("P-01", "V-01", "03/03/2025", "Ancienne", "Mélusine", "10/03/2025"),
    ("P-02", "V-02", "04/03/2025", "Ancienne", "Mélusine", ""),
)


@pytest.mark.parametrize("largeur", [1280, 360])
def test_une_annee_se_reprend_se_corrige_et_s_annule(valombre: None, ouvrir: Any, tmp_path: Path, largeur: int) -> None:
    avant = Personne.objects.count()
    nadia = ouvrir(largeur=largeur)
    enter_as(nadia, "Nadia Ferhat")
    deposer(nadia, write(tmp_path, LIGNES))
    choisir_les_colonnes(nadia)
    controler(nadia)
    texte = nadia.page.locator("main").inner_text()
    assert "Cette date n’existe pas dans le calendrier" in texte
    assert "Écrivez 1 à 8, ou l’ancien" in texte
    nadia.capture("reprise-a-corriger")
    corriger(
        nadia,
        write(
            tmp_path, [LIGNES[0], (*LIGNES[1][:3], "28/02/1990", *LIGNES[1][4:]), (*LIGNES[2][:4], "V", *LIGNES[2][5:])]
        ),
    )
    controler(nadia)
    nadia.capture("reprise-prete")
    importer(nadia, 3)
    check(nadia)
    personnes = urlsplit(nadia.page.url).path
    assert Personne.objects.count() == avant + 3
    # Their parcours, without which nobody has a file to open.
    nadia.va("/reprise/deposer/parcours/")
    nadia.page.get_by_label("Fichier", exact=True).set_input_files(write(tmp_path, PARCOURS, ENTETES_PARCOURS))
    nadia.suit(nadia.page.get_by_role("button", name="Déposer et choisir les colonnes"))
    nadia.suit(nadia.page.get_by_role("button", name="Contrôler à blanc"))
    controler(nadia)
    importer(nadia, 2)
    parcours = urlsplit(nadia.page.url).path
    chercher(nadia)
    for adresse in (parcours, personnes):
        nadia.va(adresse)
        nadia.suit(nadia.page.get_by_role("button", name="Annuler tout l’import"))
        run(Travail.objects.latest("pk"))
        nadia.va(adresse)
        assert "importé, puis annulé" in nadia.page.locator("main").inner_text()
    assert Personne.objects.count() == avant


def importer(visite: Any, lignes: int) -> None:
    visite.suit(visite.page.get_by_role("button", name=f"Importer {lignes} lignes"))
    run(Travail.objects.latest("pk"))
    visite.suit(visite.page.get_by_role("link", name="Voir où il en est"))
    visite.capture("reprise-importee")


def write(tmp_path: Path, lignes: Any, entetes: Any = ENTETES) -> Path:
    target = tmp_path / "anciens dossiers.csv"
    target.write_bytes(write_csv([dict(zip(entetes, ligne, strict=True)) for ligne in lignes]))
    return target


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


def deposer(visite: Any, fichier: Path) -> None:
    page = visite.page
    visite.va("/accueil/")
    visite.va(page.locator("nav a", has_text="Reprise de données").first.get_attribute("href"))
    check(visite)
    visite.capture("reprise")
    with page.expect_download() as modele:
        page.get_by_role("link", name="Modèle du fichier : Personnes").click()
    assert modele.value.suggested_filename == "modele-personnes.xlsx"
    visite.suit(page.get_by_role("link", name="Déposer un fichier : Personnes"))
    check(visite)
    visite.capture("reprise-deposer")
    page.get_by_label("Fichier", exact=True).set_input_files(fichier)
    visite.suit(page.get_by_role("button", name="Déposer et choisir les colonnes"))


def choisir_les_colonnes(visite: Any) -> None:
    """All but one are recognised; the last is chosen by hand."""
    page = visite.page
    check(visite)
    visite.capture("reprise-colonnes")
    assert page.get_by_label("Nom de naissance").input_value() == "1"
    page.get_by_label("Identifiant d’origine").select_option(label="N° dossier")
    page.get_by_label("Date de naissance").select_option(label="Né(e) le")
    visite.suit(page.get_by_role("button", name="Contrôler à blanc"))


def controler(visite: Any) -> None:
    run(Travail.objects.latest("pk"))
    visite.suit(visite.page.get_by_role("link", name="Voir où il en est"))
    check(visite)


def corriger(visite: Any, fichier: Path) -> None:
    """The choice made by hand is remembered."""
    page = visite.page
    visite.suit(page.get_by_role("link", name="Redéposer le fichier corrigé"))
    check(visite)
    page.get_by_label("Fichier", exact=True).set_input_files(fichier)
    visite.suit(page.get_by_role("button", name="Redéposer"))
    assert page.get_by_label("Date de naissance").input_value() == "3"
    visite.suit(page.get_by_role("button", name="Contrôler à blanc"))


def chercher(visite: Any) -> None:
    visite.va("/recherche/?q=Quignard")
    assert "Ulysse Quignard" in visite.page.locator("main").inner_text()
    assert Parcours.objects.filter(personne__nom_naissance="Quignard", referent__compte=None).exists()


@pytest.mark.parametrize("largeur", [1280, 360])
def test_les_ressemblances_se_departagent(valombre: None, ouvrir: Any, tmp_path: Path, largeur: int) -> None:
    dispositif = Dispositif.objects.get(slug="fictif-plie-valombre")
    connues = (("Quignard", "Ulysse", date(1984, 2, 9)), ("Zilberman", "Philomène", date(1990, 2, 28)))
    for nom, prenoms, naissance in connues:
        make_personne(dispositif, nom_naissance=nom, prenoms=prenoms, date_naissance=naissance)
    nadia = ouvrir(largeur=largeur)
    enter_as(nadia, "Nadia Ferhat")
    nadia.va("/reprise/deposer/personnes/")
    lignes = [LIGNES[0], (*LIGNES[1][:3], "28/02/1990", *LIGNES[1][4:]), (*LIGNES[2][:4], "V", *LIGNES[2][5:])]
    nadia.page.get_by_label("Fichier", exact=True).set_input_files(write(tmp_path, lignes))
    nadia.suit(nadia.page.get_by_role("button", name="Déposer et choisir les colonnes"))
    choisir_les_colonnes(nadia)
    controler(nadia)
    nadia.suit(nadia.page.get_by_role("link", name="Départager les ressemblances"))
    check(nadia)
    nadia.capture("reprise-ressemblances")
    nadia.suit(nadia.page.get_by_role("button", name="Enregistrer ces décisions"))  # nothing was decided
    assert "Il reste 2 ressemblances à départager" in nadia.page.locator("main").inner_text()
    premiere, seconde = (nadia.page.get_by_role("group", name="Votre décision").nth(n) for n in range(2))
    premiere.get_by_label("C’est la même personne").check()
    seconde.get_by_label("C’est une autre personne").check()
    check(nadia)
    nadia.capture("reprise-ressemblances-decidees")
    nadia.suit(nadia.page.get_by_role("button", name="Enregistrer ces décisions"))
    importer(nadia, 3)
    assert Personne.objects.filter(dispositif=dispositif).count() == 4
