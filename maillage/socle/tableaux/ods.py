"""Writes an OpenDocument spreadsheet row after row, in constant memory. Only what our exports need."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

MIME = "application/vnd.oasis.opendocument.spreadsheet"
# Fixed, so that the same rows give the same bytes.
INSTANT = (1980, 1, 1, 0, 0, 0)
_NS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_STYLES = (
    '<office:automatic-styles><number:date-style style:name="N1"><number:day number:style="long"/>'
    '<number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text>'
    '<number:year number:style="long"/></number:date-style>'
    '<style:style style:name="jour" style:family="table-cell" style:data-style-name="N1"/>'
    '<number:date-style style:name="N2"><number:day number:style="long"/>'
    '<number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text>'
    '<number:year number:style="long"/><number:text> </number:text><number:hours number:style="long"/>'
    '<number:text>:</number:text><number:minutes number:style="long"/></number:date-style>'
    '<style:style style:name="instant" style:family="table-cell" style:data-style-name="N2"/>'
    '<style:style style:name="titre" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>'
    "</style:style></office:automatic-styles>"
)


def write(target: IO[bytes], feuilles: Iterable[tuple[str, Iterable[list[Any]]]]) -> None:
    """`feuilles`: a name and its rows; the first row of each is its heading."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", INSTANT), MIME, zipfile.ZIP_STORED)
        manifest = zipfile.ZipInfo("META-INF/manifest.xml", INSTANT)
        manifest.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(manifest, _MANIFEST)
        content = zipfile.ZipInfo("content.xml", INSTANT)
        content.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(content, "w", force_zip64=True) as stream:
            for part in _write_content(feuilles):
                stream.write(part.encode())


def _write_content(feuilles: Iterable[tuple[str, Iterable[list[Any]]]]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NS} office:version="1.3">'
    yield f"{_STYLES}<office:body><office:spreadsheet>"
    for name, rows in feuilles:
        yield f"<table:table table:name={quoteattr(name)}>"
        for rank, row in enumerate(rows):
            cells = "".join(_write_cell(value, heading=rank == 0) for value in row)
            yield f"<table:table-row>{cells}</table:table-row>"
        yield "</table:table>"
    yield "</office:spreadsheet></office:body></office:document-content>"


def _write_cell(value: Any, *, heading: bool) -> str:
    match value:
        case None | "":
            return "<table:table-cell/>"
        case bool():
            told = "true" if value else "false"
            return f'<table:table-cell office:value-type="boolean" office:boolean-value="{told}"/>'
        case int() | float() | Decimal():
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        case datetime():
            return f'<table:table-cell office:value-type="date" table:style-name="instant" office:date-value="{value.isoformat(timespec="seconds")}"/>'
        case date():
            return f'<table:table-cell office:value-type="date" table:style-name="jour" office:date-value="{value.isoformat()}"/>'
        case _:
            style = ' table:style-name="titre"' if heading else ""
            return f'<table:table-cell office:value-type="string"{style}>{_write_text(str(value))}</table:table-cell>'


def _write_text(text: str) -> str:
    """Lines are paragraphs; a tab and a run of blanks have their own elements, or they would be folded into one."""
    return "".join(f"<text:p>{write_blancs(line)}</text:p>" for line in text.split("\n"))


def write_blancs(line: str) -> str:
    parts, blanks = [], 0
    for character in line + "\0":
        if character == " ":
            blanks += 1
            continue
        if blanks:
            parts.append(f'<text:s text:c="{blanks}"/>')
            blanks = 0
        if character == "\t":
            parts.append("<text:tab/>")
        elif character == "\r":
            parts.append("&#13;")
        elif character != "\0":
            parts.append(escape(character))
    return "".join(parts)
