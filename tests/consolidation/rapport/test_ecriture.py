"""What is written in the folder, whole and twice the same."""

import csv
import io
import json
from dataclasses import replace

import pikepdf
import pytest

from maillage.consolidation.rapport.ecriture import write_fiche, write_rapport
from maillage.consolidation.rapport.livre import Statut
from maillage.consolidation.rapport.plans.clause import PLAN as CLAUSE
from maillage.consolidation.rapport.plans.plie import PLAN
from tests.consolidation.rapport.exemple import JOUR

FICHIERS = {
    "rapport.html", "rapport.pdf", "infographie.svg", "infographie.html", "donnees/cellules.csv", "donnees/dictionnaire.json",
    "donnees/dictionnaire.csv", "donnees/trace.csv",
}  # fmt: skip


@pytest.fixture(scope="module")
def dossier(tmp_path_factory, livre):
    made = tmp_path_factory.mktemp("rapport")
    write_rapport(made, livre, plan=PLAN, edite_le=JOUR)
    return made


def test_chaque_fichier_est_la_et_rien_d_autre(dossier):
    assert {str(path.relative_to(dossier)) for path in dossier.rglob("*") if path.is_file()} == FICHIERS


@pytest.fixture(scope="module")
def dossier_clause(tmp_path_factory, clause):
    made = tmp_path_factory.mktemp("clause")
    write_rapport(made, clause, plan=CLAUSE, edite_le=JOUR)
    return made


def test_les_memes_fichiers_pour_la_clause(dossier_clause):
    found = {str(path.relative_to(dossier_clause)) for path in dossier_clause.rglob("*") if path.is_file()}
    assert found == FICHIERS


def test_deux_fois_les_memes_octets(dossier, livre, tmp_path):
    for path in write_rapport(tmp_path, livre, plan=PLAN, edite_le=JOUR):
        assert path.read_bytes() == (dossier / path.relative_to(tmp_path)).read_bytes()


def test_la_page_se_lit_sans_reseau(dossier):
    page = (dossier / "rapport.html").read_text(encoding="utf-8")
    for outside in ("<script", "<link", "<img", "@import", "src=", 'href="http'):
        assert outside not in page
    assert page.count("<h1") == 1
    assert 'lang="fr"' in page


@pytest.mark.parametrize(
    ("nom", "titre"),
    [("dossier", "Consolidation des PLIE 2019"), ("dossier_clause", "Consolidation de la clause sociale 2019")],
)
def test_le_papier_est_archivable_et_accessible(request, nom, titre):
    with pikepdf.open(request.getfixturevalue(nom) / "rapport.pdf") as document:
        metadata = document.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("2", "A", "1")
        assert metadata["dc:title"] == titre
        tags = {str(o.S) for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") is not None}
        assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure", "/TOC"} <= tags


@pytest.mark.parametrize("ou", [("dispositif", "plie-030"), ("region", "84"), ("departement", "59"), ("france", "FR")])
def test_la_fiche_tient_sur_une_page(livre, tmp_path, ou):
    page, pdf = write_fiche(tmp_path, livre, ou, plan=PLAN, edite_le=JOUR)
    with pikepdf.open(pdf) as document:
        assert len(document.pages) == 1
    assert livre.name_lieu(ou) in page.read_text(encoding="utf-8")


def test_la_fiche_d_un_plie_le_compare_a_sa_region_et_au_pays(livre, tmp_path):
    page, _ = write_fiche(tmp_path, livre, ("dispositif", "plie-030"), plan=PLAN, edite_le=JOUR)
    read = page.read_text(encoding="utf-8")
    assert all(f'data-colonne="{nom}"' in read for nom in ("Ce dispositif", "Base", "Centre-Val de Loire", "France"))


def test_le_dictionnaire_explique_chaque_colonne_et_chaque_code(dossier, livre):
    told = json.loads((dossier / "donnees" / "dictionnaire.json").read_text(encoding="utf-8"))
    with (dossier / "donnees" / "cellules.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        assert list(rows.fieldnames or ()) == list(told["colonnes"])
        codes = {row["code"] for row in rows}
    assert codes == {one["code"] for one in told["indicateurs"]} == set(livre.catalogue.mesures)
    listed = csv.DictReader(io.StringIO((dossier / "donnees" / "dictionnaire.csv").read_text(encoding="utf-8")))
    assert {row["code"] for row in listed} == codes


def test_des_donnees_internes_n_ont_pas_de_licence(dossier, livre, tmp_path):
    told = json.loads((dossier / "donnees" / "dictionnaire.json").read_text(encoding="utf-8"))
    assert "ne se diffusent pas" in told["licence"]
    public = replace(livre, statut=Statut.PUBLIC, consolidation=replace(livre.consolidation, is_fictive=False))
    write_rapport(tmp_path, public, plan=PLAN, edite_le=JOUR)
    assert (
        "Licence Ouverte"
        in json.loads((tmp_path / "donnees" / "dictionnaire.json").read_text(encoding="utf-8"))["licence"]
    )
    with (tmp_path / "donnees" / "cellules.csv").open(encoding="utf-8", newline="") as file:
        assert {row["statut"] for row in csv.DictReader(file)} == {"publié"}
