"""Opens a file handed in, whatever wrote it, and gives its rows one after the other with their line numbers."""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import IO, Any, NamedTuple

from maillage.echanges.reprise.classeur import MORCEAU, ClasseurIllisible, read_classeur
from maillage.echanges.reprise.models import Depot
from maillage.echanges.reprise.rules.cellules import write_cellule
from maillage.echanges.reprise.rules.colonnes import Ligne
from maillage.participants.scelle import get_coffre
from maillage.socle.tableur import restore

USAGE = "reprise"
LOT = 500  # rows kept together
SEPARATEURS = ";,\t"
ENTETE_MAX = 20  # lines in which the headings are looked for
DEBUT = 4096  # bytes in which the separator is looked for
LIGNES, CASES = "\x1e", "\x1f"  # what keeps rows and cells apart; no workbook can hold them, and a CSV loses them
SANS_MARQUES = str.maketrans({LIGNES: "\ufffd", CASES: "\ufffd"})
PROTEGE = "EncryptedPackage".encode("utf-16-le")
REFUSES = {
    b"%PDF": "Ce fichier est un PDF. Enregistrez le tableau en XLSX, ODS ou CSV, puis redéposez-le.",
    b"\xd0\xcf\x11\xe0": "Ce classeur est d’un ancien format (XLS). Ouvrez-le dans votre tableur, enregistrez-le en XLSX, "
    "puis redéposez-le.",
    b"<": "Ce fichier est une page web, quel que soit son nom. Ouvrez-le dans votre tableur, enregistrez-le en XLSX, puis "
    "redéposez-le.",
}
ABIME = (
    "Ce classeur ne s’ouvre pas : il est abîmé, protégé par un mot de passe, ou n’est ni XLSX ni ODS. Ouvrez-le dans votre "
    "tableur, enregistrez-le en XLSX sans mot de passe, puis redéposez-le."
)
DEMESURE = (
    "Ce classeur contient une partie démesurée. Copiez la feuille à reprendre dans un classeur neuf, en valeurs seulement, "
    "puis redéposez-le."
)


class FichierIllisible(Exception):
    """The file cannot be read at all; the message says what to do."""


class Contenu(NamedTuple):
    """`ligne`: where the headings were found."""

    entetes: list[str]
    ligne: int
    rows: Iterator[Ligne]


def pack(rows: Iterable[Ligne]) -> Iterator[bytes]:
    """The rows as texts, some hundreds at a time: read once from the workbook, never parsed again."""
    iterator = iter(rows)
    while lot := list(islice(iterator, LOT)):
        yield LIGNES.join(
            [
                CASES.join([*[c if c.__class__ is str else write_cellule(c) for c in cells], str(ligne)])
                for ligne, cells in lot
            ]
        ).encode("utf-8", "replace")


def unpack(depot: Depot) -> Iterator[Ligne]:
    """The rows of the file, a fragment at a time: each is asked for when it is reached, in the transaction of then."""
    coffre = get_coffre(USAGE, depot.dispositif_id)
    rang = 0
    while (fragment := depot.fragments.filter(rang=rang).first()) is not None:
        for texte in coffre.unseal(fragment.contenu_scelle).decode().split(LIGNES):
            cells = texte.split(CASES)
            yield int(cells.pop()), cells
        rang += 1


def read_fichier(contenu: IO[bytes], count_connues: Callable[[list[str]], int]) -> Contenu:
    """The headings, then the rows that follow them. `count_connues`: how many of these headings are columns we know.

    A title, a group of merged headings, a blank line may come first: the headings are the line most of which is known;
    failing that, the first that names more than one column.
    """
    rows = _open_lignes(contenu)
    debut = list(islice(rows, ENTETE_MAX))
    candidates = [(rang, entetes) for rang, (_, cells) in enumerate(debut) if any(entetes := _write_entetes(cells))]
    if not candidates:
        raise FichierIllisible(
            "La première feuille est vide : la première ligne doit nommer les colonnes. Si vos données sont dans une autre "
            "feuille, mettez celle-ci en premier."
        )

    def weigh(candidate: tuple[int, list[str]]) -> tuple[int, bool, int]:
        rang, entetes = candidate
        connues = count_connues(entetes)
        return connues if connues > 1 else 0, sum(map(bool, entetes)) > 1, -rang

    rang, entetes = max(candidates, key=weigh)
    return Contenu(entetes, debut[rang][0], chain(debut[rang + 1 :], rows))


def _write_entetes(cellules: Sequence[Any]) -> list[str]:
    entetes = [" ".join(restore(write_cellule(cellule)).split()) for cellule in cellules]
    while entetes and not entetes[-1]:
        entetes.pop()
    return entetes


def _open_lignes(contenu: IO[bytes]) -> Iterator[Ligne]:
    debut = contenu.read(DEBUT)
    contenu.seek(0)
    for signature, refus in REFUSES.items():
        if debut.lstrip().startswith(signature):
            raise FichierIllisible(ABIME if PROTEGE in contenu.read() else refus)
    return _read_classeur(contenu) if debut.startswith(b"PK\x03\x04") else _read_csv(contenu)


def _read_classeur(contenu: IO[bytes]) -> Iterator[Ligne]:
    """The first sheet: that of the model, whose notice comes second."""
    try:
        yield from read_classeur(contenu)
    except ClasseurIllisible as error:
        raise FichierIllisible(DEMESURE if error.is_demesure else ABIME) from error


def _read_csv(contenu: IO[bytes]) -> Iterator[Ligne]:
    """What is no text of its encoding is read as « � », which no cell may hold: it is told where it is."""
    texte = io.TextIOWrapper(contenu, encoding=find_encodage(contenu), errors="replace", newline="")
    debut = texte.read(DEBUT)
    if "\x00" in debut:
        raise FichierIllisible(
            "Ce fichier n’est pas un tableau. Enregistrez-le en XLSX, ODS ou CSV, puis redéposez-le."
        )
    texte.seek(0)
    return _iterate_csv(texte, csv.reader(texte, delimiter=max(SEPARATEURS, key=debut.count), strict=True))


def _iterate_csv(texte: io.TextIOWrapper, reader: Any) -> Iterator[Ligne]:
    """Holds the text: closed, it would take the file with it."""
    try:
        for cells in reader:
            yield reader.line_num, [cell.translate(SANS_MARQUES) for cell in cells]
    except csv.Error:
        raise FichierIllisible(
            f"Un guillemet n’est pas refermé à partir de la ligne {reader.line_num} : la suite est illisible. "
            "Doublez ou retirez ce guillemet, puis redéposez le fichier."
        ) from None
    finally:
        texte.detach()


def find_encodage(contenu: IO[bytes]) -> str:
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
