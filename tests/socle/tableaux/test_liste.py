"""The list component: the address is the state, hostile addresses are ignored, queries stay constant."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.journal.models import Acces
from maillage.socle.tableaux import Colonne, Filtre, Tableau
from maillage.socle.tableaux.declaration import TableauMalDeclare
from maillage.socle.tableaux.exports import ExportRefuse, export
from maillage.socle.tableaux.liste import build_liste
from maillage.socle.tableaux.models import VueEnregistree
from tests.socle.tableaux.essai import ESSAI, NOMINATIF
from tests.usine import make_acteur, make_dispositif

pytestmark = pytest.mark.django_db
PAGE = "{% extends 'socle/base.html' %}{% block contenu %}<h1>Essai</h1>{% include 'socle/tableaux/liste.html' %}{% endblock %}"


@pytest.fixture(autouse=True)
def _adresses(settings, tmp_path):
    dossier = tmp_path / "essai"
    dossier.mkdir()
    (dossier / "page.html").write_text(PAGE, encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}]
    settings.ROOT_URLCONF = "tests.socle.tableaux.essai"


def read_body(response: Any) -> bytes:
    content = b"".join(response.streaming_content)
    if file := getattr(response, "file_to_stream", None):
        file.close()  # closing the response itself would end the test's connection
    return content


def read_book(response: Any) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(read_body(response)))


def read_about(book: CalamineWorkbook) -> dict[str, Any]:
    return {str(row[0]): row[1] for row in book.get_sheet_by_name("À propos").to_python() if row[0]}


def fill(nombre: int) -> None:
    for rang in range(nombre):
        make_dispositif(f"Dispositif {rang:02}", type=TypeDispositif.MDE if rang % 3 else TypeDispositif.PLIE)


def read(client, query: str = "") -> str:
    response = client.get(f"/essai/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_the_address_sorts_filters_and_pages(client):
    fill(12)
    html = read(client, "?tri=-nom&type=mde&page=2")
    assert "8 dispositifs sur 12" in html
    assert html.index("Dispositif 04") < html.index("Dispositif 02")
    assert 'aria-sort="descending"' in html
    assert "Dispositif 11" not in html


def test_pages_show_every_row_once_whatever_the_sort(client):
    fill(12)
    for tri in ("nom", "-nom", "type", "-type", "rang"):
        seen: list[str] = []
        for page in (1, 2, 3):
            html = read(client, f"?tri={tri}&page={page}")
            seen += [f"Dispositif {n:02}" for n in range(12) if f">Dispositif {n:02}<" in html]
        assert sorted(seen) == [f"Dispositif {n:02}" for n in range(12)], tri


def test_an_empty_list_says_what_will_fill_it_and_an_empty_filter_how_to_leave(client):
    Dispositif.objects.all().delete()
    assert "Il se remplira quand un dispositif sera déclaré." in read(client)
    fill(1)
    assert "Rien ne répond à ces filtres." in read(client, "?q=introuvable")


def test_a_hostile_address_is_ignored_with_a_gentle_note(client):
    fill(3)
    html = read(client, "?tri=compte__password&page=zero&par=99999&col=x&type=%27OR%201&depuis=hier&q=%00%00")
    assert "le tri demandé n’existe pas" in html.lower()
    assert "3 dispositifs" in html


@given(
    st.dictionaries(st.sampled_from(["tri", "page", "par", "col", "type", "q", "depuis", "x"]), st.text(max_size=40))
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_address_breaks_the_list(client, params):
    assert client.get("/essai/", params).status_code == 200


def test_columns_are_chosen_in_the_address(client):
    fill(1)
    html = read(client, "?col=nom&col=fictif")
    assert 'data-libelle="Fictif"' in html
    assert 'data-libelle="Type"' not in html


def test_htmx_gets_the_fragment_the_page_includes(client):
    fill(3)
    whole = read(client)
    response = client.get("/essai/", headers={"HX-Request": "true", "HX-Target": "liste-essai"})
    fragment = response.content.decode()
    assert "<html" not in fragment
    assert fragment.strip() in whole
    assert "HX-Request" in response["Vary"]


def test_queries_do_not_grow_with_rows(client):
    counts = []
    for nombre in (2, 18):
        fill(nombre)
        with CaptureQueriesContext(connection) as captured:
            read(client, "?q=Dispositif&par=10")
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("format", ["csv", "xlsx", "ods"])
def test_an_export_is_the_filtered_list_whole(client, format):
    fill(12)
    make_dispositif("=HYPERLINK(1)", type=TypeDispositif.MDE)
    response = client.get(f"/essai/liste.{format}?type=mde&tri=-nom&col=nom&col=rang")
    content = read_body(response)
    assert response["Content-Disposition"].endswith(f'.{format}"')
    if format == "csv":
        rows: list[Any] = list(csv.reader(io.StringIO(content.decode())))
        assert rows[0] == ["nom", "rang"]
    else:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        assert book.sheet_names == ["Données", "À propos"]
        about = read_about(book)
        assert about["Nombre de lignes"] == 9
        assert about["Filtre"] == "Type : Maison de l’emploi"
        assert about["Source"] == "essai"
        rows = book.get_sheet_by_name("Données").to_python()
        assert rows[0] == ["Nom", "Rang"]
    assert [row[0] for row in rows[1:]] == ["Dispositif 11", "Dispositif 10", "Dispositif 08", "Dispositif 07",
                                            "Dispositif 05", "Dispositif 04", "Dispositif 02", "Dispositif 01",
                                            "'=HYPERLINK(1)"]  # fmt: skip


def test_an_export_of_nothing_has_its_headings(client):
    Dispositif.objects.all().delete()
    rows = read_book(client.get("/essai/liste.xlsx")).get_sheet_by_name("Données").to_python()
    assert rows == [["Nom", "Type", "Rang"]]


def _nominative(acteur):
    request: Any = RequestFactory().get("/")
    request.acteur = acteur
    return build_liste(NOMINATIF, Dispositif.objects.all(), request)


def test_r15_un_export_nominatif_demande_un_motif_et_laisse_une_trace():
    acteur = make_acteur(dispositif=make_dispositif("PLIE d’ici"))
    with pytest.raises(ExportRefuse):
        export(_nominative(acteur), by=acteur, format="xlsx", today=date(2026, 3, 2), motif="  ")
    assert not Acces.objects.filter(type="export").exists()
    response = export(_nominative(acteur), by=acteur, format="xlsx", today=date(2026, 3, 2), motif="commission")
    book = read_book(response)
    about = read_about(book)
    assert about["Motif"] == "commission"
    assert about["Exporté par"] == acteur.nom
    trace = Acces.objects.get(type="export")
    assert trace.details["tableau"] == "personnes"
    assert trace.details["lignes"] == 1


def test_r15_les_donnees_sensibles_et_le_texte_libre_restent_hors_de_l_export():
    acteur = make_acteur(dispositif=make_dispositif())
    response = export(_nominative(acteur), by=acteur, format="ods", today=date(2026, 3, 2), motif="commission")
    book = read_book(response)
    assert book.get_sheet_by_name("Données").to_python()[0] == ["Nom"]


def test_a_list_badly_declared_is_refused():
    colonne = Colonne("nom", "Nom", str, tri=("nom",))
    with pytest.raises(TableauMalDeclare):
        Tableau("x", "X", "x", (colonne, colonne), tri="nom")
    with pytest.raises(TableauMalDeclare):
        Tableau("x", "X", "x", (colonne,), tri="autre")
    with pytest.raises(TableauMalDeclare):
        Tableau("x", "X", "x", (colonne,), tri="nom", filtres=(Filtre("page", "P", lambda rows, _: rows),))


def test_a_view_is_kept_found_again_and_forgotten(client, django_user_model):
    from maillage.socle.formulaires.jetons import make_jeton
    from maillage.socle.roles import Role
    from tests.usine import make_compte, make_habilitation

    fill(3)
    compte = make_compte()
    make_habilitation(Role.ANIMATEUR_RESEAU, compte=compte)
    client.force_login(compte)
    form = {
        "tableau": "essai",
        "nom": "Mes MDE",
        "requete": "?type=mde",
        "retour": "/essai/",
        "jeton": make_jeton(compte.pk),
    }
    response = client.post("/tableaux/vues/", form)
    assert response.headers["Location"] == "/essai/?type=mde"
    assert 'href="?type=mde">Mes MDE</a>' in read(client)
    client.post("/tableaux/vues/", {**form, "requete": "?type=plie", "jeton": make_jeton(compte.pk)})
    vue = VueEnregistree.objects.get()
    assert vue.requete == "?type=plie"
    client.post(f"/tableaux/vues/{vue.uuid}/oublier/", {"retour": "https://mal.test/", "jeton": make_jeton(compte.pk)})
    assert not VueEnregistree.objects.exists()


def test_hostile_text_in_a_row_or_an_address_is_only_text(client):
    make_dispositif("<img src=x onerror=alert(1)>\"'")
    html = read(client, "?q=%3Cimg&col=nom&tri=-nom")
    assert "<img src=x" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;&quot;" in html


def test_a_filter_keeps_the_sort_and_the_columns_and_the_settings_keep_the_filters(client):
    fill(3)
    html = read(client, "?type=mde&tri=-nom&col=nom")
    filters, settings_ = html.split('class="filtres"')[1].split("liste-reglages")
    assert '<input type="hidden" name="tri" value="-nom">' in filters
    assert '<input type="hidden" name="col" value="nom">' in filters
    assert '<input type="hidden" name="type" value="mde">' in settings_


def test_the_declaration_reads_like_the_page():
    assert ESSAI.visibles == ("nom", "type", "rang")
