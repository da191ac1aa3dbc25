"""Reads an XLSX a slice at a time: its sheet is cut between two rows, and calamine reads each slice as a small workbook.

What a cell means (dates, styles, shared texts) stays calamine's own affair; a sheet of any length never is in memory
whole. A sheet cut in no way we know is read in one piece.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import normpath
from typing import IO
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook

from maillage.echanges.reprise.rules.colonnes import Ligne

MO = 1024 * 1024
MORCEAU, TRANCHE, PARTIE_MAX = MO, 8 * MO, 256 * MO
DEBUT = re.compile(rb"<((?:\w+:)?)sheetData>(?=<((?:\w+:)?)row [^>]*\br=)")
ERREUR = re.compile(rb'(<(?:\w+:)?c [^>]*\bt=)"e"')  # a formula in error: its « #N/A » is read, not an empty cell
CLASSEUR, RENVOIS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
ILLISIBLES = (CalamineError, zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, IndexError, OSError,
              EOFError, NotImplementedError, RuntimeError)  # fmt: skip


class ClasseurIllisible(Exception):
    """The workbook does not open; `is_demesure`: it would fill the memory."""

    def __init__(self, *, is_demesure: bool = False) -> None:
        super().__init__()
        self.is_demesure = is_demesure


@dataclass(frozen=True, slots=True)
class _Feuille:
    """The first sheet of a workbook, and all the other parts that its cells need."""

    nom: str
    parties: dict[str, bytes]

    @property
    def pas(self) -> int:
        """Bytes of a slice: what is shared is read again with each, and must not be most of the work."""
        return max(TRANCHE, sum(map(len, self.parties.values())))


def read_classeur(contenu: IO[bytes]) -> Iterator[Ligne]:
    """The rows of the first sheet, with their numbers."""
    try:
        yield from _read_tranches(contenu)
    except ILLISIBLES as error:
        raise ClasseurIllisible from error


def _read_tranches(contenu: IO[bytes]) -> Iterator[Ligne]:
    with zipfile.ZipFile(contenu) as bundle:
        feuille = _find_feuille(bundle)
        if feuille is not None:
            with bundle.open(feuille.nom) as flux:
                if (tete := _read_tete(flux)) is not None:
                    for lignes in _cut(flux, *tete, feuille.pas):
                        yield from _read_tranche(feuille, lignes)
                    return
    contenu.seek(0)
    yield from _read_entier(CalamineWorkbook.from_filelike(contenu))


def _find_feuille(bundle: zipfile.ZipFile) -> _Feuille | None:
    """None for what is no XLSX, such as an ODS."""
    if CLASSEUR not in bundle.namelist():
        return None
    sheets = (e for e in _parse(bundle, CLASSEUR).iter() if e.tag.endswith("}sheet"))
    cle = next(value for name, value in next(sheets).attrib.items() if name.endswith("}id"))
    cible = next(e.attrib["Target"] for e in _parse(bundle, RENVOIS) if e.attrib["Id"] == cle)
    nom = cible.lstrip("/") if cible.startswith("/") else normpath(f"xl/{cible}")
    return _Feuille(nom, {i.filename: _read_partie(bundle, i.filename) for i in bundle.infolist() if _is_utile(i)})


def _is_utile(info: zipfile.ZipInfo) -> bool:
    """Not the sheets, which weigh; nor what hangs on them."""
    return info.filename in (CLASSEUR, RENVOIS) or (
        info.filename.endswith((".xml", ".rels"))
        and "/" not in info.filename.removeprefix("xl/").removeprefix("_rels/")
    )


def _read_partie(bundle: zipfile.ZipFile, nom: str) -> bytes:
    if bundle.getinfo(nom).file_size > PARTIE_MAX:
        raise ClasseurIllisible(is_demesure=True)
    return bundle.read(nom)


def _parse(bundle: zipfile.ZipFile, nom: str) -> ElementTree.Element:
    return ElementTree.fromstring(_read_partie(bundle, nom))  # noqa: S314  no entity, bounded: see `tests`


def _read_tete(flux: IO[bytes]) -> tuple[bytes, bytes, bytes] | None:
    """What precedes the first row, how a row begins, and what was read beyond; None when it is written another way."""
    debut = flux.read(MORCEAU)
    found = DEBUT.search(debut)
    if found is None:
        return None
    return debut[: found.end()], b"<" + found[2] + b"row ", debut[found.end() :]


def _cut(flux: IO[bytes], tete: bytes, row: bytes, reste: bytes, pas: int) -> Iterator[bytes]:
    """Slices of the sheet, each whole: its head, some rows, its end."""
    racine = re.findall(rb"<((?:\w+:)?worksheet)\b", tete)[0]
    fin = b"</" + row[1:-4] + b"sheetData></" + racine + b">"
    while True:
        morceaux, taille = [reste], len(reste)
        while taille < pas and (part := flux.read(MORCEAU)):
            morceaux.append(part)
            taille += len(part)
        corps = b"".join(morceaux)
        if taille < pas:
            yield tete + corps
            return
        coupe = corps.rfind(row)
        if coupe <= 0:
            raise ClasseurIllisible(is_demesure=True)
        yield b"".join((tete, corps[:coupe], fin))
        reste = corps[coupe:]


def _read_tranche(feuille: _Feuille, lignes: bytes) -> Iterator[Ligne]:
    if b't="e"' in lignes:
        lignes = ERREUR.sub(rb'\1"str"', lignes)
    paquet = io.BytesIO()
    with zipfile.ZipFile(paquet, "w") as bundle:
        for nom, partie in (*feuille.parties.items(), (feuille.nom, lignes)):
            bundle.writestr(nom, partie)
    paquet.seek(0)
    sheet = CalamineWorkbook.from_filelike(paquet).get_sheet_by_index(0)
    if sheet.start is None:
        return
    premiere, marge = sheet.start[0] + 1, [""] * sheet.start[1]
    for ligne, cells in enumerate(sheet.to_python(), premiere):
        yield ligne, marge + cells if marge else cells


def _read_entier(classeur: CalamineWorkbook) -> Iterator[Ligne]:
    sheet = classeur.get_sheet_by_index(0)
    marge = [""] * (sheet.start[1] if sheet.start else 0)
    for ligne, cells in enumerate(sheet.iter_rows(), 1):
        yield ligne, marge + cells if marge else cells
