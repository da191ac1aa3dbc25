"""The definitions of the network's figures, as the public reads them: generated from what is computed."""

import html
import io
import json
import re
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from maillage.consolidation.catalogue.recueils import RECUEILS
from maillage.consolidation.faits.tables import TABLES
from maillage.consolidation.faits.tables_annuaire import TABLES_ANNUAIRE
from maillage.consolidation.faits.tables_clause import TABLES_CLAUSE
from maillage.consolidation.faits.tables_enquete import TABLES_ENQUETE
from maillage.indicateurs.dictionnaire import describe_mesure
from maillage.indicateurs.mesures import Taux

# What each measure computed when its version was written down. A line changes with its version, never alone.
MESURES = {code: mesure for recueil in RECUEILS for code, mesure in recueil.catalogue.mesures.items()}
EMPREINTES = Path(__file__).parents[1] / "consolidation" / "empreintes.json"


@pytest.fixture
def page(client, db) -> str:
    response = client.get("/definitions/")
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def test_chaque_indicateur_y_est_avec_sa_base_sa_regle_et_sa_source(page):
    for mesure in MESURES.values():
        decrite = describe_mesure(mesure)
        assert f'id="{mesure.code}"' in page
        assert mesure.libelle in page
        for said in (mesure.source, decrite.base, mesure.note, *decrite.regles.values()):
            assert said[1:] in page, (mesure.code, said)


def test_un_taux_dit_sur_quoi_il_est_calcule():
    for mesure in MESURES.values():
        assert bool(describe_mesure(mesure).base) is isinstance(mesure, Taux)


def test_les_memes_definitions_en_donnees(client, db):
    found = json.loads(client.get("/definitions.json").content)
    codes = [mesure["code"] for chapitre in found["chapitres"] for mesure in chapitre["mesures"]]
    assert codes == list(MESURES)
    assert [table["nom"] for table in found["tables"]] == [
        t.nom for t in (*TABLES, *TABLES_ENQUETE, *TABLES_CLAUSE, *TABLES_ANNUAIRE)
    ]
    assert {c["consolidation"] for c in found["chapitres"]} == {recueil.libelle for recueil in RECUEILS}
    neutralise = next(m for c in found["chapitres"] for m in c["mesures"] if m["repere"] == "T-2")
    assert neutralise["base"] == "sorties hors déménagement, décès, retraite"


def test_les_memes_definitions_sur_le_papier(client, db):
    response = client.get("/definitions.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert client.get("/definitions.pdf").content == response.content
    with pikepdf.open(io.BytesIO(response.content)) as document:
        metadata = document.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfuaid:part"]) == ("2", "1")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    words = set(text.replace("-\n", "-").split())  # a row may go on the next page, between two words of a label
    for mesure in MESURES.values():
        assert set(mesure.libelle.split()) - {":"} <= words, mesure.code
    assert sorted(map(int, re.findall(r"version\s+(\d)\)", text))) == sorted(m.version for m in MESURES.values())


def test_une_definition_ne_change_pas_sans_changer_de_version():
    """To write it anew after a true change of version: copy what this test prints."""
    now = {code: [mesure.version, describe_mesure(mesure).empreinte] for code, mesure in MESURES.items()}
    assert now == json.loads(EMPREINTES.read_text(encoding="utf-8")), json.dumps(now, indent=1)


def test_un_code_dit_une_seule_chose_dans_toutes_les_consolidations():
    """Measures, chapters, breakdowns and tables are pointed at by their codes, on one page and in one file."""
    catalogues = [recueil.catalogue for recueil in RECUEILS]
    assert len(MESURES) == sum(len(catalogue.mesures) for catalogue in catalogues)
    chapitres = [chapitre.code for catalogue in catalogues for chapitre in catalogue.chapitres]
    assert len(chapitres) == len(set(chapitres))
    ventilations = {ventilation for mesure in MESURES.values() for ventilation in mesure.ventilations}
    assert len(ventilations) == len({ventilation.code for ventilation in ventilations})
    assert len(ventilations) == len({ventilation.libelle for ventilation in ventilations})
    populations = {population for catalogue in catalogues for population in catalogue.populations}
    assert len(populations) == len({population.libelle for population in populations})
