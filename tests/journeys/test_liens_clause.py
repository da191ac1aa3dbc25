"""A company types its hours on a phone, the facilitatrice examines them, a buyer reads where its lots stand.

MAILLAGE_CAPTURES=docs/utilisateurs/images python -m pytest tests/journeys/test_liens_clause.py
"""

from pathlib import Path
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.clause import liens
from maillage.clause.models import AccesDonneur, Bilan, LigneHeures, Releve
from maillage.demonstration.actions import GRAINE
from maillage.demonstration.clause import fill_clause
from tests.journeys.demonstration import enter_as

pytestmark = pytest.mark.navigateur


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


def get_text(visite: Any) -> str:
    texte: str = visite.page.locator("main").inner_text()
    return texte


def settle(visite: Any) -> None:
    """What is typed has been read over: the server of the tests shares one connection between its requests."""
    visite.page.locator("h1").click()
    visite.page.wait_for_timeout(400)
    visite.page.wait_for_load_state("networkidle")


def ask_releve(ouvrir: Any) -> str:
    """The facilitatrice asks the first company that owes its hours, and copies its link."""
    visite = ouvrir()
    enter_as(visite, "Aurélie Tissot")
    visite.va("/releves/")
    check(visite)
    visite.capture("releves-du-mois")
    visite.suit(visite.page.get_by_role("link", name="Demander son relevé").first)
    check(visite)
    visite.suit(visite.page.get_by_role("button", name="Demander ce relevé"))
    check(visite)
    lien: str = visite.page.get_by_label("Lien à remettre").input_value()
    return lien


@pytest.mark.parametrize("script", [True, False], ids=["avec", "sans JavaScript"])
def test_une_entreprise_saisit_ses_heures_au_telephone(
    valombre: None, ouvrir: Any, settings: Any, tmp_path: Path, script: bool
) -> None:
    settings.MEDIA_ROOT = tmp_path
    fill_clause(graine=GRAINE, today=localdate())
    lien = ask_releve(ouvrir)
    visite = ouvrir(largeur=360, java_script_enabled=script)
    page = visite.page
    page.goto(lien)
    cases = page.get_by_role("textbox", name="Travail")
    combien = cases.count()
    assert combien > 0
    if script:
        check(visite)
    cases.first.fill("400")
    for rang in range(1, combien):
        cases.nth(rang).fill("70,5")
    if script:
        settle(visite)
        page.locator("#controle").get_by_text("plus de 300 h").wait_for()
    page.get_by_label("Photo ou PDF").set_input_files(
        {
            "name": "relevé.pdf",
            "mimeType": "application/pdf",
            "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n",
        }
    )
    settle(visite)
    send_and_mend(visite, cases, script=script)
    assert "sont envoyées" in get_text(visite)
    assert "relevé.pdf" in get_text(visite)
    if script:
        check(visite)
    page.goto(lien)  # the same link, once more
    assert "sont envoyées" in get_text(visite)
    releve = Releve.objects.filter(etat="envoye").latest("pk")
    assert releve.lignes.count() == combien
    assert not LigneHeures.objects.filter(lot=releve.lot, mois=releve.mois, heures_reelles=400).exists()


def send_and_mend(visite: Any, cases: Any, *, script: bool) -> None:
    """A draft first, then the refusal beside the cell, then the sending."""
    page = visite.page
    visite.suit(page.get_by_role("button", name="Enregistrer le brouillon"))
    assert "Brouillon enregistré" in get_text(visite)
    assert cases.first.input_value() == "400"
    if script:
        check(visite)
        visite.capture("releve-au-telephone")
    visite.suit(page.get_by_role("button", name="Envoyer"))
    assert "plus de 300 h" in get_text(visite)
    if script:
        check(visite)
    cases.first.fill("120")
    settle(visite)
    visite.suit(page.get_by_role("button", name="Envoyer"))


def test_la_facilitatrice_examine_un_releve_et_le_renvoie(valombre: None, ouvrir: Any) -> None:
    fill_clause(graine=GRAINE, today=localdate())
    visite = ouvrir()
    page = visite.page
    enter_as(visite, "Aurélie Tissot")
    visite.va("/releves/")
    page.get_by_role("row").filter(has_text="Personne signalée").get_by_role("link", name="Examiner").click()
    page.wait_for_url("**/releves/*-*/")
    check(visite)
    visite.capture("releve-a-examiner")
    assert "Écart avec ce qui est noté ici" in get_text(visite)
    visite.suit(page.get_by_role("button", name="Prendre les heures de l’entreprise"))
    assert "Écart avec ce qui est noté ici" not in get_text(visite)
    visite.suit(page.get_by_role("link", name="Renvoyer avec un motif"))
    page.get_by_label("Ce que l’entreprise doit corriger").fill("La facture manque.")
    visite.suit(page.get_by_role("button", name="Renvoyer à l’entreprise"))
    check(visite)
    adresse = page.get_by_label("Lien à remettre").input_value()
    telephone = ouvrir(largeur=360)
    telephone.page.goto(adresse)
    assert "La facture manque." in get_text(telephone)
    check(telephone)
    visite.suit(page.locator("main").get_by_role("link", name="(ficti").first)  # its company
    assert "Répond aux relevés" in get_text(visite)
    check(visite)


@pytest.mark.parametrize("largeur", [1280, 360])
def test_l_acheteur_lit_ou_en_sont_ses_lots(valombre: None, ouvrir: Any, largeur: int) -> None:
    fill_clause(graine=GRAINE, today=localdate())
    acces = AccesDonneur.objects.select_related("contact__donneur").get()
    visite = ouvrir(largeur=largeur)
    visite.va(f"/acheteur/{liens.sign_acces(acces)}/")
    check(visite)
    visite.capture("lots-d-un-acheteur")
    assert acces.contact.donneur.nom in get_text(visite)
    assert acces.contact.nom not in get_text(visite)
    visite.va("/acheteur/forge/", statut=410)
    check(visite)
    visite.va("/declarer/aide/")
    check(visite)


@pytest.mark.parametrize("largeur", [1280, 360])
def test_l_acheteur_lit_son_bilan(valombre: None, ouvrir: Any, largeur: int) -> None:
    """From the page of its lots, by its link: the list, one bilan, its pictures, its tables, its two files."""
    fill_clause(graine=GRAINE, today=localdate())
    acces = AccesDonneur.objects.select_related("contact__donneur").get()
    remis = Bilan.objects.filter(destinataire=acces.contact.donneur, transmis_le__isnull=False)
    assert remis.count() > 1
    visite = ouvrir(largeur=largeur)
    page = visite.page
    visite.va(f"/acheteur/{liens.sign_acces(acces)}/")
    visite.suit(page.get_by_role("link", name="Vos bilans"))
    check(visite)
    visite.capture("bilans-d-un-acheteur")
    assert page.get_by_role("table").get_by_role("link").count() == remis.count()
    visite.suit(page.get_by_role("table").get_by_role("link").first)
    check(visite)
    visite.capture("bilan-d-un-acheteur")
    assert "personnes ont travaillé sur ce marché" in get_text(visite)
    page.locator("summary", has_text="Mois par mois").click()
    page.locator("summary", has_text="Tous les chiffres et leur base").click()
    check(visite)
    assert acces.contact.nom not in get_text(visite)
    for format in ("PDF", "XLSX"):
        with page.expect_download() as prise:
            page.get_by_role("link", name=format, exact=True).click()
        assert prise.value.suggested_filename.endswith(format.lower())
    cache = Bilan.objects.filter(transmis_le=None).first()
    assert cache is not None
    visite.va(f"/acheteur/bilans/{acces.contact.uuid}/{cache.uuid}/", statut=404)
