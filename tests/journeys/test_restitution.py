"""A direction takes everything away: it asks, follows, downloads, reads the notice; its DPD holds the phrase."""

import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils.timezone import localdate

from maillage.echanges.restitution.verification import open_archive
from maillage.socle.travaux.travailleur import Equipier
from tests.journeys.demonstration import enter_as

pytestmark = pytest.mark.navigateur


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


@pytest.mark.parametrize("largeur", [1280, 360])
def test_la_direction_emporte_tout_et_le_dpd_tient_la_phrase(
    valombre: None, ouvrir: Any, tmp_path: Any, settings: Any, largeur: int
) -> None:
    settings.MEDIA_ROOT = tmp_path / "pieces"
    marc = ouvrir(largeur=largeur)
    enter_as(marc, "Marc Lanoë")
    marc.va("/restitution/")
    check(marc)
    marc.capture("restitution-vide")
    marc.suit(marc.page.get_by_role("link", name="Demander une archive").first)
    marc.suit(marc.page.get_by_role("button", name="Préparer l’archive"))
    assert "Dites pourquoi" in marc.page.locator("main").inner_text()
    marc.page.get_by_label("Pourquoi emporter").select_option(label="La structure porteuse change")
    check(marc)
    marc.capture("restitution-demander")
    marc.suit(marc.page.get_by_role("button", name="Préparer l’archive"))
    assert "En préparation" in marc.page.locator("main").inner_text()
    check(marc)
    marc.capture("restitution-en-preparation")
    while Equipier().run_next():
        pass
    adresse = urlsplit(marc.page.url).path
    marc.va(adresse)
    check(marc)
    marc.capture("restitution")
    with marc.page.expect_download() as telechargement:
        marc.page.get_by_role("link", name="Télécharger l’archive").click()
    recu = telechargement.value
    assert recu.suggested_filename.endswith(f"{localdate():%Y-%m-%d}.zip")
    target = tmp_path / recu.suggested_filename
    recu.save_as(target)
    marc.va("/restitution/")
    check(marc)
    marc.capture("restitutions")
    read_notice(marc, target)
    lucie = ouvrir(largeur=largeur)
    enter_as(lucie, "Lucie Hamon")
    phrase = read_phrase(lucie, adresse)
    with open_archive(target, phrase) as archive:
        assert "Arsonne" in archive.dispositif["nom"]


def read_notice(visite: Any, target: Any) -> None:
    """As it opens from the archive: a page on its own, far from any server."""
    with zipfile.ZipFile(target) as bundle:
        notice = bundle.extract("LISEZMOI.html", target.parent)
    visite.page.goto(Path(notice).as_uri())
    assert "Marc Lanoë" in visite.page.locator("body").inner_text()
    check(visite)
    visite.capture("restitution-notice")


def read_phrase(visite: Any, adresse: str) -> str:
    """Of the two dispositifs she serves, that of the archive."""
    visite.va(adresse)
    check(visite)
    visite.capture("restitution-dpd")
    visite.suit(visite.page.get_by_role("link", name="Lire sa phrase"))
    check(visite)
    visite.capture("restitution-phrase")
    found: str = visite.page.locator("code.phrase").inner_text()
    return found.strip()
