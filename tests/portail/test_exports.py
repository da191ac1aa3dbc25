"""The directory as files: what a script reads, what a spreadsheet opens, what data·inclusion accepts."""

import csv
import io
from collections import Counter
from zipfile import ZipFile

import pytest
from data_inclusion.schema.v1.structures import Structure
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.portail.exports import COLONNES, protect
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
        first = next(iter(client.get("/annuaire/export.csv").streaming_content)).decode()
        assert first.strip().split(",") == [colonne.nom for colonne in COLONNES]

    def test_le_fichier_pour_excel_francais_a_point_virgule_et_marque(self, client):
        response = client.get("/annuaire/export.csv?pour=tableur")
        assert b"".join(response.streaming_content).startswith("\ufeffidentifiant;type;nom".encode())
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
        assert protect(-1.5) == -1.5

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


class TestClasseur:
    def test_le_classeur_a_une_ligne_par_structure_et_aucune_formule(self, client):
        Dispositif.objects.filter(slug="plie-du-cotentin").update(nom="=1+1")
        response = client.get("/annuaire/export.xlsx")
        assert response["Content-Type"].endswith("spreadsheetml.sheet")
        with ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert sheet.count("<row ") == 215
        assert "<f>" not in sheet
        assert "=1+1" in sheet


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
