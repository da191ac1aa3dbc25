"""PDF documents: PDF/A and PDF/UA in one file, deterministic, in French, and no text can harm them."""

import io
import re

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from maillage.socle.documents.rendu import DocumentImpossible, GabaritInconnu, PdfResponse, find_gabarit, render_pdf
from maillage.socle.documents.textes import ABSENT, clean
from tests.socle.documents.specimen import JOUR, make_donnees

SPECIMEN = "socle/specimen"


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(SPECIMEN, make_donnees(), cree_le=JOUR)


def read_text(pdf: bytes) -> str:
    """As a reader would copy it, one form feed between pages."""
    return "\x0c".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_the_file_says_that_it_is_pdf_a_and_pdf_ua(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        metadata = document.open_metadata()
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Fiche d’essai"
        assert str(document.Root.Lang) == "fr-FR"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert "/OutputIntents" in document.Root


def test_its_structure_is_tagged_and_its_pictures_described(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tags = [obj for obj in document.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") is not None]
        kinds = {str(tag.S) for tag in tags}
        assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= kinds
        described = [str(tag.Alt) for tag in tags if "/Alt" in tag]
        assert "Barres horizontales : CDI 31\u202f555, CDD non renseigné." in [
            d.replace("31 555", "31\u202f555") for d in described
        ]


def test_only_the_fonts_of_the_package_are_embedded(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = {str(o.FontName) for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/FontName")}
    assert fonts
    assert all("MaillageSans" in name for name in fonts)


def test_the_same_data_give_the_same_bytes(pdf):
    assert render_pdf(SPECIMEN, make_donnees(), cree_le=JOUR) == pdf


def test_a_golden_text(pdf):
    text = re.sub(r"\s+", " ", read_text(pdf)).strip()
    assert text.startswith("Maillage · Fiche d’essai 02/03/2026 Fiche d’essai Données fictives À savoir")
    for expected in (
        "un exemple ; rien n’est vrai !",
        "31 555 sorties 47 % de positives",
        "Sorties par motif",
        "CDI 31 555",
        "Département Non renseigné",
        "Source : exemple.",
        "Maillage : exemple fictif",
    ):
        assert expected in text
    assert "Page 1 sur" in text


def test_high_punctuation_keeps_to_its_word(pdf):
    """Readers of text turn the narrow no-break space into a plain one: it is looked for among the characters drawn."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        maps = [o.read_bytes() for o in document.objects if isinstance(o, pikepdf.Stream)]
    assert any(b"beginbfchar" in m and b"202F" in m.upper() for m in maps)


def test_headings_of_a_long_table_are_repeated_on_each_page():
    text = read_text(render_pdf(SPECIMEN, make_donnees(lignes=[(f"Ligne {n}", n) for n in range(120)]), cree_le=JOUR))
    pages = text.strip("\x0c").split("\x0c")
    assert len(pages) > 2
    assert sum("Effectif" in page for page in pages) >= len(pages) - 1
    assert f"sur {len(pages)}" in pages[-1]


def test_a_picture_without_description_is_refused():
    donnees = make_donnees()
    donnees["figure"]["description"] = ""
    with pytest.raises(DocumentImpossible):
        render_pdf(SPECIMEN, donnees, cree_le=JOUR)


TYPST = st.sampled_from(
    [
        "#panic()",
        "*gras*",
        "_a_",
        "$x$",
        '#read("/socle/apps.py")',
        "= Titre",
        "@ref",
        "<label>",
        "#{1+1}",
        "\\",
        "]",
        '"',
        "`",
        "//",
    ]
)


@given(texte=st.lists(st.text(max_size=40) | TYPST, max_size=6).map(" ".join))
@settings(max_examples=120)
@example(texte='#read("/socle/apps.py")')
@example(texte="日本語 العربية 😀 \ud800 \x00 \u202e")
@example(texte="e\u0301 a\u0308\u0323 " + "m" * 400)
def test_any_text_is_printed_as_typed_and_breaks_nothing(texte):
    made = render_pdf("socle/texte", {"texte": texte}, cree_le=JOUR)
    assert made.startswith(b"%PDF")
    assert b"AppConfig" not in made


def test_code_of_the_template_language_is_only_text():
    made = render_pdf("socle/texte", {"texte": '#read("/socle/apps.py") *a* = b $c$ @d'}, cree_le=JOUR)
    assert '#read("/socle/apps.py") *a* = b $c$ @d' in read_text(made)


@given(texte=st.text())
def test_cleaning_is_stable_and_keeps_french(texte):
    once = clean(texte)
    assert clean(once) == once


def test_what_no_font_draws_is_shown_as_absent():
    assert clean("日本 Łódź Ελλάδα Київ œuvre « ça » – 31\u202f555 €") == (
        ABSENT * 2 + " Łódź Ελλάδα Київ œuvre « ça » – 31\u202f555 €"
    )


@pytest.mark.parametrize(
    "nom", ["x", "socle/inconnu", "../socle/specimen", "socle/../specimen", "inconnue/x", "socle/A"]
)
def test_a_template_is_named_by_its_application(nom):
    with pytest.raises(GabaritInconnu):
        find_gabarit(nom)


def test_the_answer_names_its_file():
    answer = PdfResponse(b"%PDF", nom="Fiche é/../x.pdf", telecharger=True)
    assert answer["Content-Disposition"] == 'attachment; filename="Fiche-..-x.pdf"'
    assert answer["Content-Type"] == "application/pdf"
