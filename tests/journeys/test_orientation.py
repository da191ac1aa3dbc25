"""A prescripteur orients a person; the coordination finds her already known, receives her, and answers."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils.timezone import localdate
from PIL import Image

from maillage.comptes.models import Habilitation
from maillage.parcours.models import Orientation, Referent
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.participants.models import Personne
from maillage.socle.roles import Role
from tests.journeys.demonstration import enter_as, get_personne
from tests.parcours.usine import make_personne, make_referent

pytestmark = pytest.mark.navigateur


@pytest.mark.parametrize("largeur", [1280, 360])
def test_d_une_orientation_a_l_accueil(valombre: None, ouvrir: Any, largeur: int) -> None:
    connue, referent = prepare()
    rachid, nadia = ouvrir(largeur=largeur), ouvrir(largeur=largeur)
    enter_as(rachid, "Rachid Amrani")
    orienter(rachid)
    orientation = Orientation.objects.get()
    assert orientation.etat == EtatOrientation.TRANSMISE
    enter_as(nadia, "Nadia Ferhat")
    recevoir(nadia, connue)
    accueillir(nadia, referent)
    orientation.refresh_from_db()
    assert (orientation.etat, orientation.personne, orientation.referent_accueil) == (
        EtatOrientation.EN_ACCUEIL, connue, referent,
    )  # fmt: skip
    rachid.va("/orientations/")
    check(rachid)
    rachid.suit(rachid.page.get_by_role("link", name="Nadège Exemple"))
    assert "La personne est accueillie et prépare son entrée." in rachid.page.locator("main").inner_text()
    check(rachid)


@pytest.mark.parametrize("largeur", [1280, 360])
def test_la_fiche_s_imprime_se_signe_et_se_joint_avant_de_partir(
    valombre: None, ouvrir: Any, largeur: int, tmp_path: Path
) -> None:
    rachid = ouvrir(largeur=largeur)
    enter_as(rachid, "Rachid Amrani")
    page = rachid.page
    rachid.va("/orientations/nouvelle/")
    page.get_by_label("Nature de votre structure").select_option("departement")
    fill_personne(page)
    rachid.suit(page.get_by_role("button", name="Garder et faire signer"))
    assert "Il manque encore" in page.locator("main").inner_text()
    check(rachid)
    rachid.capture("orientation-a-signer")
    fiche = page.get_by_role("link", name="Imprimer la fiche (PDF)").get_attribute("href")
    assert page.request.get(rachid.base + fiche).body().startswith(b"%PDF")
    rachid.suit(page.get_by_role("link", name="Déposer la fiche signée"))
    page.get_by_label("Fichier").set_input_files(make_scan(tmp_path))
    rachid.suit(page.get_by_role("button", name="Déposer"))
    assert "Déposée le" in page.locator("main").inner_text()
    rachid.suit(page.get_by_role("link", name="Compléter et transmettre").first)
    fill_accord(page)
    rachid.suit(page.get_by_role("button", name="Transmettre"))
    made = Orientation.objects.get()
    assert (made.etat, made.fiche_signee is not None) == (EtatOrientation.TRANSMISE, True)
    check(rachid)


def make_scan(dossier: Path) -> Path:
    path = dossier / "fiche.png"
    Image.new("RGB", (4, 4)).save(path)
    return path


def prepare() -> tuple[Personne, Referent]:
    """Somebody known here under a name written otherwise, and a référent to welcome them."""
    rachid = get_personne("Rachid")
    dispositif = Habilitation.objects.get(compte=rachid, role=Role.PRESCRIPTEUR).dispositif
    assert dispositif is not None
    referent = Referent.objects.filter(dispositif=dispositif, compte=get_personne("Solène")).first() or make_referent(
        dispositif, compte=get_personne("Solène")
    )
    known = make_personne(
        dispositif, nom_naissance="EXEMPLE", prenoms="Nadege", date_naissance=date(1984, 2, 9), telephone=""
    )
    return known, referent


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


def orienter(visite: Any) -> None:
    page = visite.page
    visite.va("/orientations/nouvelle/")
    check(visite)
    page.get_by_label("Nature de votre structure").select_option("departement")
    fill_personne(page)
    page.get_by_label("Attentes et besoins de la personne").fill("Reprendre un métier de service.")
    visite.suit(page.get_by_role("button", name="Transmettre"))
    assert "points à corriger" in page.locator("main").inner_text()
    check(visite)
    visite.capture("orientation-a-completer")
    fill_accord(page)
    visite.suit(page.get_by_role("button", name="Transmettre"))
    assert "Réponse promise le" in page.locator("main").inner_text()
    check(visite)
    visite.capture("orientation-transmise")


def fill_personne(page: Any) -> None:
    page.get_by_label("Nom de naissance").fill("Exemple")
    page.get_by_label("Prénoms").fill("Nadège")
    page.get_by_label("Date de naissance").fill("1984-02-09")
    page.get_by_label("Téléphone").fill("01 99 00 20 10")
    page.get_by_label("Bénéficiaire du RSA").check()


def fill_accord(page: Any) -> None:
    page.get_by_role("combobox", name="Commune").fill("Valombre-la")
    page.get_by_role("option", name="Valombre-la-Ville").click()
    page.get_by_label("Accord de la personne, signé le").fill(localdate().isoformat())
    page.get_by_label("Où est la signature").select_option("gardee")
    page.get_by_label("Signée par vous le").fill(localdate().isoformat())


def recevoir(visite: Any, connue: Personne) -> None:
    page = visite.page
    visite.va("/entrees/")
    check(visite)
    visite.capture("entrees")
    visite.suit(page.get_by_role("link", name="Nadège Exemple"))
    main = page.locator("main").inner_text()
    assert "même date de naissance" in main
    assert "est dans le territoire" in main
    check(visite)
    visite.capture("entree")
    page.get_by_label(f"dossier n° {connue.numero}").check()
    visite.suit(page.get_by_role("button", name="Déclarer recevable"))
    assert "L’orientation est recevable" in page.locator("main").inner_text()


def accueillir(visite: Any, referent: Referent) -> None:
    page = visite.page
    page.locator(f'input[name="referent"][value="{referent.pk}"]').check()
    page.get_by_label("Premier rendez-vous le").fill(localdate().isoformat())
    visite.suit(page.get_by_role("button", name="Ouvrir l’accueil"))
    check(visite)
    visite.capture("accueil-ouvert")


def test_une_structure_sans_compte_oriente_par_le_lien_qu_on_lui_remet(
    valombre: None, ouvrir: Any, tmp_path: Path
) -> None:
    nadia, assistante = ouvrir(), ouvrir(largeur=360)
    enter_as(nadia, "Nadia Ferhat")
    lien = give_lien(nadia)
    page = assistante.page
    assistante.va(lien.removeprefix(assistante.base))
    check(assistante)
    assistante.capture("orienter-par-lien", entiere=False)
    page.get_by_label("Vos prénom et nom").fill("Assistante Exemple")
    fill_personne(page)
    fill_accord(page)
    with page.expect_popup() as onglet:
        page.get_by_role("button", name="Imprimer la fiche à signer").click()
    onglet.value.close()
    page.get_by_label("Fiche signée, numérisée ou photographiée").set_input_files(make_scan(tmp_path))
    assistante.suit(page.get_by_role("button", name="Transmettre"))
    assert "est transmise. Notez ce numéro." in page.locator("main").inner_text()
    assert "Exemple" not in page.locator("#envoyees").locator("..").inner_text()
    check(assistante)
    made = Orientation.objects.get()
    assert (made.auteur, made.fiche_signee is not None) == (None, True)
    nadia.va("/prescripteurs/nouveau/")
    nadia.page.get_by_label("Nom de la structure").fill("Secours des Vallees")
    nadia.page.get_by_label("Nature").select_option("association")
    nadia.suit(nadia.page.get_by_role("button", name="Inscrire"))
    assert nadia.page.get_by_role("link", name="Reprendre celui-ci").count() == 1
    check(nadia)


def give_lien(visite: Any) -> str:
    page = visite.page
    visite.va("/prescripteurs/nouveau/")
    page.get_by_label("Nom de la structure").fill("Secours des Vallées (fictif)")
    page.get_by_label("Nature").select_option("association")
    visite.suit(page.get_by_role("button", name="Inscrire"))
    visite.suit(page.get_by_role("button", name="Donner un lien"))
    check(visite)
    visite.capture("prescripteur-lien")
    return str(page.get_by_label("Lien à remettre").input_value())
