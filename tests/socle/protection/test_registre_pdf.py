"""The register on paper says what the page says, in a file a screen reader can read."""

import io
import re

import pikepdf
import pytest
from django.utils.timezone import localdate
from pypdf import PdfReader

from maillage.socle.conservation import MINUTERIES
from maillage.socle.protection import registre
from maillage.socle.roles import Role
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
ADRESSE = "/protection/registre.pdf"


def read_text(content: bytes) -> str:
    """Without the line ends of the page, nor the narrow spaces of its typography."""
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return re.sub(r"\s+", "", text)


def test_r06_le_registre_imprime_porte_chaque_finalite_et_chaque_duree(client):
    dpd = make_habilitation(Role.DPD, make_dispositif(nom="PLIE des Rives"))
    client.force_login(dpd.compte)
    response = client.get(ADRESSE)
    assert response["Content-Type"] == "application/pdf"
    assert f"registre-des-traitements-{localdate():%Y-%m-%d}.pdf" in response["Content-Disposition"]
    text = read_text(response.content)
    expected = ["PLIE des Rives", "Article 30 du RGPD"]
    for traitement in registre.list_traitements():
        expected += [traitement.finalite[1:], traitement.base_legale, *(nom for nom, _ in traitement.tables)]
    expected += [minuterie.donnees for minuterie in MINUTERIES.values()]
    missing = [text_part for text_part in expected if re.sub(r"\s+", "", text_part) not in text]
    assert not missing


def test_le_registre_imprime_est_accessible_et_le_meme_deux_fois(client):
    client.force_login(make_habilitation(Role.DPD, make_dispositif()).compte)
    first, second = (client.get(ADRESSE).content for _ in range(2))
    assert first == second
    with pikepdf.open(io.BytesIO(first)) as document:
        metadata = document.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfuaid:part"]) == ("2", "1")


def test_la_page_du_registre_y_mene(client):
    client.force_login(make_habilitation(Role.DPD, make_dispositif()).compte)
    assert f'href="{ADRESSE}"' in client.get("/protection/registre/").content.decode()
