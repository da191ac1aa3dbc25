"""Opens a file handed in, whatever wrote it, and gives its rows one after the other with their line numbers."""

import codecs
import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import IO, Any

from python_calamine import CalamineError, CalamineWorkbook

from maillage.echanges.reprise.models import Depot
from maillage.echanges.reprise.rules.cellules import write_cellule
from maillage.echanges.reprise.rules.colonnes import is_vide
from maillage.participants.scelle import get_coffre
from maillage.socle.tableur import restore

USAGE = "reprise"
MORCEAU = 1024 * 1024
LOT = 500  # rows kept together
SEPARATEURS = ";,\t"
ENTETE_MAX = 20  # lines in which the headings are looked for
Ligne = tuple[int, Sequence[Any]]
REFUSES = {
    b"%PDF": "Ce fichier est un PDF. Enregistrez le tableau en XLSX, ODS ou CSV, puis redéposez-le.",
    b"\xd0\xcf\x11\xe0": "Ce classeur est d’un ancien format (XLS). Enregistrez-le en XLSX, puis redéposez-le.",
}


class FichierIllisible(Exception):
    """The file cannot be read at all; the message says what to do."""


def pack(rows: Iterable[Ligne]) -> Iterator[bytes]:
    """The rows, some hundreds at a time: read once from the workbook, never parsed again."""
    iterator = iter(rows)
    while lot := list(islice(iterator, LOT)):
        yield json.dumps(
            [(ligne, [_pack(cell) for cell in cells]) for ligne, cells in lot],
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()


def _pack(cellule: Any) -> Any:
    """A number stays one: where a date was expected, it says that the column has the wrong format."""
    return cellule if cellule.__class__ in (str, float) else write_cellule(cellule)


def unpack(depot: Depot) -> Iterator[Ligne]:
    """The rows of the file, a fragment at a time: each is asked for when it is reached, in the transaction of then."""
    coffre = get_coffre(USAGE, depot.dispositif_id)
    rang = 0
    while (fragment := depot.fragments.filter(rang=rang).first()) is not None:
        yield from json.loads(coffre.unseal(fragment.contenu_scelle))
        rang += 1


def read_fichier(contenu: IO[bytes]) -> tuple[list[str], Iterator[Ligne]]:
    """The headings, then the rows that follow them. The first line that holds something is the headings."""
    rows = _open_lignes(contenu)
    for _ in range(ENTETE_MAX):
        found = next(rows, None)
        if found is None:
            break
        if not is_vide(found[1]):
            return _write_entetes(found[1]), rows
    raise FichierIllisible("Le fichier est vide : la première ligne doit nommer les colonnes.")


def _write_entetes(cellules: Sequence[Any]) -> list[str]:
    entetes = [" ".join(restore(write_cellule(cellule)).split()) for cellule in cellules]
    while entetes and not entetes[-1]:
        entetes.pop()
    return entetes


def _open_lignes(contenu: IO[bytes]) -> Iterator[Ligne]:
    debut = contenu.read(8)
    contenu.seek(0)
    for signature, refus in REFUSES.items():
        if debut.startswith(signature):
            raise FichierIllisible(refus)
    return _read_classeur(contenu) if debut.startswith(b"PK\x03\x04") else _read_csv(contenu)


def _read_classeur(contenu: IO[bytes]) -> Iterator[Ligne]:
    """The first sheet: that of the model, whose notice comes second."""
    try:
        feuille = CalamineWorkbook.from_filelike(contenu).get_sheet_by_index(0)
    except (CalamineError, IndexError, OSError) as error:
        raise FichierIllisible(
            "Ce classeur ne s’ouvre pas : il est abîmé, protégé par un mot de passe, ou n’est ni XLSX ni ODS. "
            "Ouvrez-le dans votre tableur, enregistrez-le en XLSX sans mot de passe, puis redéposez-le."
        ) from error
    return enumerate(feuille.iter_rows(), 1)


def _read_csv(contenu: IO[bytes]) -> Iterator[Ligne]:
    encodage = _find_encodage(contenu)
    texte = io.TextIOWrapper(contenu, encoding=encodage, newline="")
    heading = next((line for line in texte if line.strip()), "")
    if "\x00" in heading:
        raise FichierIllisible(
            "Ce fichier n’est pas un tableau. Enregistrez-le en XLSX, ODS ou CSV, puis redéposez-le."
        )
    texte.seek(0)
    separateur = max(SEPARATEURS, key=heading.count)
    return _iterate_csv(texte, csv.reader(texte, delimiter=separateur, strict=True))


def _iterate_csv(texte: io.TextIOWrapper, reader: Any) -> Iterator[Ligne]:
    """Holds the text: closed, it would take the file with it."""
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        raise FichierIllisible(
            f"Un guillemet n’est pas refermé à partir de la ligne {reader.line_num} : la suite est illisible. "
            "Doublez ou retirez ce guillemet, puis redéposez le fichier."
        ) from None
    finally:
        texte.detach()


def _find_encodage(contenu: IO[bytes]) -> str:
    """UTF-8 when all of it is; else what Windows writes."""
    debut = contenu.read(3)
    contenu.seek(0)
    if debut[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while part := contenu.read(MORCEAU):
            decoder.decode(part)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        contenu.seek(0)
    return "utf-8-sig"
