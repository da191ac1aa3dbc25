"""Writes a text as an OpenDocument file that a buyer reworks: titles, paragraphs, lists. Only what our exports need.

Titles are real titles (a screen reader lists them), the language is French, and the same text gives the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from xml.sax.saxutils import escape, quoteattr

from maillage.socle.tableaux.ods import INSTANT
from maillage.socle.tableur import clean

MIME = "application/vnd.oasis.opendocument.text"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
_NS = " ".join(
    f'xmlns:{prefix}="{_OFFICE}{nom}:1.0"'
    for prefix, nom in (("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"), ("meta", "meta"))
)  # fmt: skip
_ENTETE = '<?xml version="1.0" encoding="UTF-8"?>'


class Genre(StrEnum):
    TITRE = "titre"
    SOUS_TITRE = "sous_titre"
    PARAGRAPHE = "paragraphe"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Bloc:
    """One title or paragraph; a line break inside it starts a new paragraph."""

    genre: Genre
    texte: str


_STYLES = (
    f'{_ENTETE}<office:document-styles {_NS} office:version="1.3"><office:styles>'
    '<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.25cm" fo:text-align="start"/>'
    '<style:text-properties fo:font-family="Liberation Sans, Arial, sans-serif" fo:font-size="11pt" fo:language="fr" fo:country="FR"/>'
    "</style:default-style>"
    '<style:style style:name="Corps" style:family="paragraph"/>'
    '<style:style style:name="Titre1" style:display-name="Titre 1" style:family="paragraph" style:default-outline-level="1">'
    '<style:text-properties fo:font-size="16pt" fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Titre2" style:display-name="Titre 2" style:family="paragraph" style:default-outline-level="2">'
    '<style:text-properties fo:font-size="13pt" fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Note" style:family="paragraph"><style:text-properties fo:font-style="italic"/></style:style>'
    "</office:styles></office:document-styles>"
)
_BALISES = {
    Genre.TITRE: ('text:h text:style-name="Titre1" text:outline-level="1"', "text:h"),
    Genre.SOUS_TITRE: ('text:h text:style-name="Titre2" text:outline-level="2"', "text:h"),
    Genre.PARAGRAPHE: ('text:p text:style-name="Corps"', "text:p"),
    Genre.NOTE: ('text:p text:style-name="Note"', "text:p"),
}
_BLANCS = re.compile(r" {2,}|^ | $|\t")
_FICHIERS = ("content.xml", "styles.xml", "meta.xml")


def render_odt(titre: str, blocs: Sequence[Bloc]) -> bytes:
    target = io.BytesIO()
    parts = {"content.xml": _write_contenu(blocs), "styles.xml": _STYLES, "meta.xml": _write_meta(titre)}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", INSTANT), MIME, zipfile.ZIP_STORED)
        for nom, contenu in (("META-INF/manifest.xml", _write_manifeste()), *parts.items()):
            info = zipfile.ZipInfo(nom, INSTANT)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, contenu)
    return target.getvalue()


def _write_contenu(blocs: Sequence[Bloc]) -> str:
    corps = "".join(_write_bloc(bloc) for bloc in blocs)
    return f'{_ENTETE}<office:document-content {_NS} office:version="1.3"><office:body><office:text>{corps}</office:text></office:body></office:document-content>'


def _write_bloc(bloc: Bloc) -> str:
    ouvre, ferme = _BALISES[bloc.genre]
    lines = clean(bloc.texte.replace("\r\n", "\n")).split("\n")
    return "".join(f"<{ouvre}>{_write_ligne(line)}</{ferme}>" for line in lines)


def _write_ligne(line: str) -> str:
    """Blanks that a reader would fold into one have their own element; a single one between words stays as it is."""

    def write(found: re.Match[str]) -> str:
        return "<text:tab/>" if found[0] == "\t" else f'<text:s text:c="{len(found[0])}"/>'

    return _BLANCS.sub(write, escape(line))


def _write_meta(titre: str) -> str:
    return (
        f'{_ENTETE}<office:document-meta {_NS} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">'
        f"<office:meta><dc:title>{escape(clean(titre))}</dc:title><dc:language>fr-FR</dc:language>"
        "<meta:generator>Maillage</meta:generator></office:meta></office:document-meta>"
    )


def _write_manifeste() -> str:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path={quoteattr(nom)} manifest:media-type="text/xml"/>'
        for nom in _FICHIERS
    )
    return (
        f'{_ENTETE}<manifest:manifest xmlns:manifest="{_OFFICE}manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIME}"/>{entries}</manifest:manifest>'
    )
