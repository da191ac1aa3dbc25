"""An OpenDocument text: real titles, spaces kept, the same bytes for the same text, nothing that XML refuses."""

import io
import zipfile
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from maillage.socle.documents.odt import MIME, Bloc, Genre, render_odt

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read(odt: bytes) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(odt)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, archive.read("mimetype").decode()) == (
            "mimetype",
            zipfile.ZIP_STORED,
            MIME,
        )
        listed = ElementTree.fromstring(archive.read("META-INF/manifest.xml"))  # noqa: S314 (our own file)
        names = {value for e in listed for key, value in e.attrib.items() if key.endswith("full-path")}
        assert names == {"/", *archive.namelist()} - {"mimetype", "META-INF/manifest.xml"}
        return ElementTree.fromstring(archive.read("content.xml"))  # noqa: S314 (our own file)


def tell(element: ElementTree.Element) -> str:
    """As a reader shows it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{TEXT}s":
            parts.append(" " * int(child.attrib[f"{TEXT}c"]))
        elif child.tag == f"{TEXT}tab":
            parts.append("\t")
        parts.append(child.tail or "")
    return "".join(parts)


def test_titles_are_titles_and_lines_are_paragraphs():
    content = read(
        render_odt(
            "T",
            [Bloc(Genre.TITRE, "Clause & suite"), Bloc(Genre.PARAGRAPHE, "Un\nDeux"), Bloc(Genre.SOUS_TITRE, "Fin")],
        )
    )
    assert [(tell(h), h.attrib[f"{TEXT}outline-level"]) for h in content.iter(f"{TEXT}h")] == [
        ("Clause & suite", "1"),
        ("Fin", "2"),
    ]
    assert [tell(p) for p in content.iter(f"{TEXT}p")] == ["Un", "Deux"]


def test_the_same_text_gives_the_same_bytes():
    assert render_odt("T", [Bloc(Genre.NOTE, "x")]) == render_odt("T", [Bloc(Genre.NOTE, "x")])


@given(st.text(alphabet=st.sampled_from("aé <>&\"'\t\x00\x0b«»{}\u202f"), max_size=30))
def test_what_is_typed_is_what_is_read_less_what_no_file_can_hold(text: str):
    content = read(render_odt(text, [Bloc(Genre.PARAGRAPHE, text)]))
    assert [tell(p) for p in content.iter(f"{TEXT}p")] == [text.replace("\x00", "").replace("\x0b", "")]
