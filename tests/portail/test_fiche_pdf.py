"""The page of a dispositif on paper: honest about its sources and about what is not known."""

import io
import re

import pikepdf
import pytest
from pypdf import PdfReader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("annuaire")]


def test_la_fiche_imprimee_dit_ses_sources_et_ce_qu_elle_ne_sait_pas(client):
    response = client.get("/annuaire/mef-du-cotentin/fiche.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="mef-du-cotentin.pdf"'
    text = re.sub(r"\s+", " ", "".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages))
    for expected in ("Non renseigné", "ne veut pas dire", "déduite du nom, à confirmer", "pas encore", "février 2023"):
        assert expected in text
    assert "http://testserver/annuaire/mef-du-cotentin/" in text


def test_la_fiche_imprimee_est_accessible_et_la_meme_deux_fois(client):
    first, second = (client.get("/annuaire/mef-du-cotentin/fiche.pdf").content for _ in range(2))
    assert first == second
    with pikepdf.open(io.BytesIO(first)) as document:
        metadata = document.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfuaid:part"]) == ("2", "1")


def test_une_fiche_inconnue_n_a_pas_de_pdf(client):
    assert client.get("/annuaire/inconnu/fiche.pdf").status_code == 404
