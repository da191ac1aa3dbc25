"""The one way out of a list: CSV, XLSX, ODS. Rows are read and written one after the other, never held together.

The file is written first, inside the request, in memory then on disk; it leaves once the request's transaction is
closed. However slowly somebody downloads, no transaction waits for them; and if a row fails, the answer is an error,
not half a file.
"""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse, HttpResponseBase

from maillage.socle import typographie
from maillage.socle.acteur import Acteur
from maillage.socle.classement import Categorie
from maillage.socle.journal import actions as journal
from maillage.socle.tableaux import cellules, ods
from maillage.socle.tableaux.declaration import Colonne, Genre
from maillage.socle.tableaux.liste import Liste
from maillage.socle.tableur import neutralise

MIMES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": ods.MIME,
}
MEMOIRE = 1024**2  # a smaller file does not touch the disk
LIGNES_PAR_FEUILLE = 1_000_000  # a spreadsheet stops at 1 048 576
TEXTE_MAX = 32_000  # XLSX refuses more than 32 767 characters in a cell
SENSIBLES = frozenset({Categorie.SENSIBLE, Categorie.TEXTE_LIBRE})


class ExportRefuse(Exception):
    """The reason, to be shown to the user."""


def export(
    liste: Liste, *, by: Acteur, format: str, today: date, motif: str = "", site: str = "", tableur: bool = False
) -> HttpResponseBase:
    """Every row of the list as filtered, every column it shows. R-15: a nominative list asks for a reason, leaves
    out sensitive data and free text, bears who made it and when, and is written in the journal of accesses.

    `site`: what addresses begin with. `tableur`: a CSV that a French spreadsheet opens by a double click.
    """
    tableau = liste.tableau
    if format not in tableau.formats:
        raise ExportRefuse("Ce format n’est pas proposé pour cette liste.")
    columns = list_colonnes(liste)
    if tableau.nominatif:
        motif = motif.strip()
        if not motif:
            raise ExportRefuse("Dites pourquoi vous exportez cette liste : le motif est gardé avec l’export.")
        columns = [c for c in columns if c.categorie not in SENSIBLES]
        lignes: dict[str, Any] = {"lignes": liste.rows.count()} if liste.has_total else {}
        journal.record_acces(by=by, type="export", tableau=tableau.code, format=format, **lignes)
    columns = [_write_entier(column, site) if column.genre is Genre.ADRESSE else column for column in columns]
    nom = f"{tableau.code}-{today.isoformat()}.{format}"
    target = tempfile.SpooledTemporaryFile(max_size=MEMOIRE)  # noqa: SIM115 (closed by the response that streams it)
    try:
        if format == "csv":
            write_csv(target, columns, liste.iterate(columns), tableur=tableur)
        else:
            sheets = _list_feuilles(columns, liste, by=by, today=today, motif=motif)
            (write_xlsx if format == "xlsx" else ods.write)(target, sheets)
    except BaseException:
        target.close()
        raise
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=nom, content_type=MIMES[format])


def list_colonnes(liste: Liste) -> list[Colonne]:
    """Those that a file of this list has."""
    tableau, etat = liste.tableau, liste.etat
    if tableau.exporte_tout and not etat.is_colonnes_choisies:
        return list(tableau.colonnes)
    return [c for c in tableau.colonnes if c.code in etat.colonnes]


def _write_entier(column: Colonne, site: str) -> Colonne:
    return replace(column, valeur=lambda row: f"{site}{column.valeur(row)}")


def write_csv(target: IO[bytes], columns: list[Colonne], rows: Iterable[Any], *, tableur: bool = False) -> None:
    """RFC 4180, UTF-8, headings that programs know: the columns' codes."""
    text = io.TextIOWrapper(target, encoding="utf-8-sig" if tableur else "utf-8", newline="")
    writer = csv.writer(text, delimiter=";" if tableur else ",")
    writer.writerow([column.code for column in columns])
    writer.writerows(
        [cellules.write_csv(cellules.read_valeur(column, row), tableur=tableur) for column in columns] for row in rows
    )
    text.detach()  # flushed, and left open for who reads it


Feuille = tuple[str, Iterable[list[Any]]]


def _list_feuilles(columns: list[Colonne], liste: Liste, *, by: Acteur, today: date, motif: str) -> Iterator[Feuille]:
    """The rows come first: that sheet is the one which programs read and which opens."""
    rows = iter(liste.iterate(columns))
    heading = [neutralise(column.libelle) for column in columns]
    rank, first = 1, next(rows, None)
    while first is not None or rank == 1:
        yield (f"Données {rank}" if rank > 1 else "Données"), _take(first, rows, heading, columns)
        rank, first = rank + 1, next(rows, None)
    yield "À propos", _write_a_propos(columns, liste, by=by, today=today, motif=motif)


def _take(first: Any, rows: Iterator[Any], heading: list[Any], columns: list[Colonne]) -> Iterator[list[Any]]:
    yield heading
    if first is None:
        return
    yield _write_row(columns, first)
    for _ in range(LIGNES_PAR_FEUILLE - 1):
        row = next(rows, None)
        if row is None:
            return
        yield _write_row(columns, row)


def _write_row(columns: list[Colonne], row: Any) -> list[Any]:
    values = [cellules.read_valeur(column, row) for column in columns]
    return [_shorten(neutralise(value)) if isinstance(value, str) else value for value in values]


def _shorten(text: str) -> str:
    return text if len(text) <= TEXTE_MAX else text[:TEXTE_MAX] + " […]"


def _write_a_propos(
    columns: list[Colonne], liste: Liste, *, by: Acteur, today: date, motif: str
) -> Iterator[list[Any]]:
    """The last sheet: what this is, from where, how it was filtered, what each column means."""
    tableau = liste.tableau
    about: list[tuple[str, Any]] = [("Liste", tableau.titre), ("Date de l’export", today)]
    if liste.has_total:
        about.append(("Nombre de lignes", liste.rows.count()))
    about += [("Filtre", actif["libelle"]) for actif in liste.actifs] or [("Filtre", "aucun")]
    about.append(("Tri", liste.etat.tri if liste.has_total else "du plus récent au plus ancien"))
    if tableau.source:
        about.append(("Source", tableau.source))
    if tableau.nominatif:
        about += [("Exporté par", by.nom), ("Motif", motif), ("Attention", "Données nominatives : ne pas transmettre.")]
    for libelle, value in about:
        yield [libelle, neutralise(value) if isinstance(value, str) else value]
    yield ["", ""]
    yield ["Colonne", "Définition", "Nom dans le CSV"]
    for column in columns:
        definition = column.definition or typographie.MANQUANT
        yield [neutralise(column.libelle), neutralise(definition), column.code]


def write_xlsx(target: IO[bytes], feuilles: Iterable[Feuille]) -> None:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 (fixed: same rows, same bytes)
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        instant = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for name, rows in feuilles:
            sheet = book.add_worksheet(name)
            sheet.set_column(0, 0, 34)
            sheet.set_column(1, 60, 20)
            sheet.freeze_panes(1, 0)
            for line, row in enumerate(rows):
                for place, value in enumerate(row):
                    match value:
                        case None | "":
                            continue
                        case bool():
                            sheet.write_boolean(line, place, value)
                        case int() | float() | Decimal():
                            sheet.write_number(line, place, value)
                        case datetime():
                            sheet.write_datetime(line, place, value, instant)
                        case date():
                            sheet.write_datetime(line, place, value, day)
                        case _:
                            sheet.write_string(line, place, value, bold if line == 0 else None)
