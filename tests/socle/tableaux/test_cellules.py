"""R-15: no cell of an export can be taken for a formula, and nothing is lost in saying so."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from maillage.socle.tableaux import Colonne, Genre, ods
from maillage.socle.tableaux.cellules import read_valeur, write_csv, write_ecran
from maillage.socle.tableaux.exports import write_xlsx
from maillage.socle.tableur import clean, neutralise, restore

DEBUTS = "=+-@\t\r\n＝＋－＠"
hostiles = st.builds(
    lambda debut, reste: debut + reste, st.sampled_from([*DEBUTS, " =", "'=", "''+", " ＠"]), st.text()
)
textes = st.text(max_size=200) | hostiles


@given(texte=textes)
@example(texte="=1+1")
@example(texte="'=1+1")
@example(texte="\t=1")
@example(texte="＝cmd|' /C calc'!A0")
def test_r15_rien_ne_commence_comme_une_formule_et_tout_se_relit(texte):
    sain = neutralise(texte)
    assert sain[:1] not in set(DEBUTS)
    assert sain.lstrip()[:1] not in set("=+-@＝＋－＠")
    assert restore(sain) == clean(texte)


@given(texte=textes)
@settings(max_examples=60)
@pytest.mark.parametrize("ecrire", [write_xlsx, ods.write])
def test_r15_un_classeur_relu_rend_le_texte(ecrire, texte):
    texte = texte.replace("\r", "")  # XML folds a carriage return into a line
    if ecrire is ods.write:
        texte = texte.replace("\t", "")  # the reader drops the tabs that OpenDocument writes as elements
    target = io.BytesIO()
    ecrire(target, [("Données", [["Nom", "Suite"], [neutralise(texte), "fin"]])])
    target.seek(0)
    rows = CalamineWorkbook.from_filelike(target).get_sheet_by_index(0).to_python()
    relu = rows[1][0]
    assert isinstance(relu, str)
    assert restore(relu) == clean(texte)


def test_opendocument_keeps_tabs_blanks_and_lines():
    target = io.BytesIO()
    ods.write(target, [("D", [["a"], ["un\tdeux  trois\nquatre"]])])
    content = zipfile.ZipFile(target).read("content.xml").decode()
    assert '<text:p>un<text:tab/>deux<text:s text:c="2"/>trois</text:p><text:p>quatre</text:p>' in content


@pytest.mark.parametrize("ecrire", [write_xlsx, ods.write])
def test_numbers_dates_and_booleans_are_typed(ecrire):
    target = io.BytesIO()
    row = [12, Decimal("1234.5"), date(2026, 3, 2), True, None]
    ecrire(target, [("D", [["a", "b", "c", "d", "e"], row])])
    target.seek(0)
    relu = CalamineWorkbook.from_filelike(target).get_sheet_by_index(0).to_python()[1]
    assert relu[:2] == [12, 1234.5]
    assert relu[2] == date(2026, 3, 2)
    assert relu[3] is True


@pytest.mark.parametrize("ecrire", [write_xlsx, ods.write])
def test_the_same_rows_give_the_same_bytes(ecrire):
    written = []
    for _ in range(2):
        target = io.BytesIO()
        ecrire(target, [("D", [["a"], ["x"]])])
        written.append(target.getvalue())
    assert written[0] == written[1]


def test_csv_speaks_to_programs():
    assert write_csv(date(2026, 3, 2)) == "2026-03-02"
    assert write_csv(datetime(2026, 3, 2, 14, 5, 9, 123456)) == "2026-03-02T14:05:09"  # noqa: DTZ001
    assert write_csv(Decimal("1.5")) == "1.5"
    assert write_csv(True) == "1"
    assert write_csv(-3) == "-3"  # a number is not a formula
    assert write_csv("-3") == "'-3"


def test_a_column_reads_its_row():
    assert Colonne("a", "A", lambda row: row["x"]).valeur({"x": 3}) == 3


def test_un_instant_se_lit_a_la_minute_a_paris():
    colonne = Colonne("le", "Reçu le", lambda row: row, Genre.INSTANT)
    value = read_valeur(colonne, datetime(2026, 3, 12, 13, 5, 9, 123456, tzinfo=UTC))
    assert write_ecran(colonne, value) == "12/03/2026 à 14:05"


def test_opendocument_shows_the_hour_of_an_instant():
    target = io.BytesIO()
    ods.write(target, [("D", [["a"], [datetime(2026, 3, 12, 14, 5, 9)], [date(2026, 3, 12)]])])  # noqa: DTZ001
    content = zipfile.ZipFile(target).read("content.xml").decode()
    assert 'table:style-name="instant" office:date-value="2026-03-12T14:05:09"' in content
    assert 'table:style-name="jour" office:date-value="2026-03-12"' in content
