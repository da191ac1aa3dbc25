"""The directory as files: what a script reads, what a spreadsheet opens, what data·inclusion accepts."""

import csv
import io
from collections import Counter
from zipfile import ZipFile

import pytest
from data_inclusion.schema.v1.structures import Structure
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from maillage.portail.annuaire import ANNUAIRE
from maillage.reseau.models import Dispositif
from tests.usine import make_dispositif

pytestmark = pytest.mark.usefixtures("annuaire")


def read_csv(client, suite: str = "", delimiter: str = ",") -> list[dict[str, str]]:
    response = client.get(f"/annuaire/export.csv{suite}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


class TestCsv:
    def test_chaque_structure_a_sa_ligne_et_chaque_region_son_compte(self, client):
        rows = read_csv(client)
        assert Counter(row["type"] for row in rows) == {"PLIE": 138, "MDE": 76}
        par_region = Counter((row["region"], row["type"]) for row in rows)
        assert par_region["Hauts-de-France", "PLIE"] == 28
        assert par_region["Hauts-de-France", "MDE"] == 22
        assert par_region["Île-de-France", "PLIE"] == 18
        assert all(row["nom"] and row["region"] and row["source"] for row in rows)

    def test_le_fichier_pour_programmes_commence_par_ses_colonnes(self, client):
        first = b"".join(client.get("/annuaire/export.csv").streaming_content).decode().splitlines()[0]
        assert first.split(",") == [colonne.code for colonne in ANNUAIRE.colonnes]

    def test_le_fichier_pour_excel_francais_a_point_virgule_et_marque(self, client):
        response = client.get("/annuaire/export.csv?pour=tableur")
        assert b"".join(response.streaming_content).startswith("\ufeffnom;type;commune_repere".encode())
        row = read_csv(client, "?pour=tableur&q=brest", delimiter=";")[0]
        assert row["latitude"] == "48,39169"

    def test_les_filtres_de_la_liste_s_appliquent_au_fichier(self, client):
        rows = read_csv(client, "?type=mde&region=53")
        assert {row["type"] for row in rows} == {"MDE"}
        assert len(rows) == 3

    def test_r15_une_formule_devient_un_texte(self, client):
        Dispositif.objects.filter(slug="plie-du-cotentin").update(nom="=1+1", presentation="", adresse="@SUM(A1)")
        row = next(row for row in read_csv(client) if row["identifiant"] == "plie-du-cotentin")
        assert (row["nom"], row["adresse"]) == ("'=1+1", "'@SUM(A1)")

    def test_un_dispositif_fictif_ne_sort_pas(self, client):
        make_dispositif("PLIE du Pays de Valombre")
        assert len(read_csv(client)) == 214

    def test_the_export_asks_as_many_queries_for_2_rows_as_for_214(self, client):
        counts = []
        for suite in ("?type=plie&region=53", ""):
            with CaptureQueriesContext(connection) as captured:
                read_csv(client, suite)
            counts.append(len(captured))
        assert counts[0] == counts[1]


def read_book(client, format: str) -> tuple[str, CalamineWorkbook, bytes]:
    response = client.get(f"/annuaire/export.{format}")
    content = b"".join(response.streaming_content)
    return response["Content-Type"], CalamineWorkbook.from_filelike(io.BytesIO(content)), content


class TestClasseur:
    @pytest.mark.parametrize(("format", "mime"), [("xlsx", "spreadsheetml.sheet"), ("ods", "opendocument.spreadsheet")])
    def test_le_classeur_a_une_ligne_par_structure_et_ses_definitions(self, client, format, mime):
        kind, book, _ = read_book(client, format)
        assert kind.endswith(mime)
        entete, *rows = book.get_sheet_by_index(0).to_python()
        assert entete == [colonne.libelle for colonne in ANNUAIRE.colonnes]
        assert Counter(row[1] for row in rows) == {"PLIE": 138, "MDE": 76}
        pages = [row[entete.index("Page")] for row in rows]
        assert "http://testserver/annuaire/plie-du-cotentin/" in pages
        definitions = {row[0]: row[1] for row in book.get_sheet_by_name("À propos").to_python()}
        assert all(definitions[colonne.libelle] == colonne.definition for colonne in ANNUAIRE.colonnes)

    def test_r15_aucune_formule_dans_le_classeur(self, client):
        Dispositif.objects.filter(slug="plie-du-cotentin").update(nom="=1+1")
        _, book, content = read_book(client, "xlsx")
        assert "'=1+1" in [row[0] for row in book.get_sheet_by_index(0).to_python()]
        with ZipFile(io.BytesIO(content)) as archive:
            assert "<f>" not in archive.read("xl/worksheets/sheet1.xml").decode()

    def test_les_colonnes_choisies_font_le_fichier(self, client):
        assert list(read_csv(client, "?col=nom&col=siret_porteur&type=mde&region=53")[0]) == ["nom", "siret_porteur"]


class TestDataInclusion:
    def test_chaque_structure_passe_le_schema_officiel(self, client):
        structures = client.get("/annuaire/data-inclusion.json").json()
        assert len(structures) == 214
        for structure in structures:
            Structure.model_validate(structure)

    def test_chaque_type_a_son_reseau_porteur(self, client):
        structures = {s["id"]: s for s in client.get("/annuaire/data-inclusion.json").json()}
        assert structures["maillage--plie-du-cotentin"]["reseaux_porteurs"] == ["plie"]
        assert structures["maillage--mef-du-cotentin"]["reseaux_porteurs"] == ["maisons-de-l-emploi"]

    def test_ce_qui_est_deduit_n_est_pas_publie(self, client):
        structures = {s["id"]: s for s in client.get("/annuaire/data-inclusion.json").json()}
        assert "commune" not in structures["maillage--mef-du-cotentin"]
        assert structures["maillage--plie-du-cotentin"]["code_insee"] == "50129"
        assert not any("latitude" in s for s in structures.values())

    def test_un_champ_que_le_schema_refuse_est_ecarte_pas_la_structure(self, client):
        Dispositif.objects.filter(slug="plie-du-cotentin").update(courriel="pas une adresse", site="https://exemple.fr")
        structures = {s["id"]: s for s in client.get("/annuaire/data-inclusion.json").json()}
        cotentin = structures["maillage--plie-du-cotentin"]
        assert "courriel" not in cotentin
        assert cotentin["site_web"] == "https://exemple.fr/"
