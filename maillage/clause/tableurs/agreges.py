"""The statement of a structure that is not in Maillage, as a file: the model one downloads, and what comes back of it."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import IO, Any

from python_calamine import CalamineError, CalamineWorkbook

from maillage.clause.rules.agreges import COLONNES, EXEMPLE, OBLIGATOIRES
from maillage.socle.tableaux.exports import write_xlsx
from maillage.socle.tableur import restore

MO = 1024 * 1024
POIDS_MAX, DEPLIE_MAX = MO, 20 * MO
SEPARATEURS = ";,\t"
MODELES = ("csv", "xlsx")
SENS = (
    ("Mois", "Le mois du travail, comme 2026-10. Un mois par ligne."),
    ("Territoire", "Où le travail a été fait, si vous suivez plusieurs territoires. Peut rester vide."),
    ("Heures", "Les heures d’insertion payées et faites sur ce lot, dans le mois."),
    ("Contrats", "Les contrats qui ont eu des heures ce mois-là."),
    ("Participants", "Les personnes différentes qui ont eu des heures ce mois-là. Aucun nom."),
)
Ligne = tuple[int, Sequence[Any]]


class ReleveIllisible(Exception):
    """The file cannot be read at all; the message says what to do."""


def read_empreinte(contenu: bytes) -> str:
    return hashlib.sha256(contenu).hexdigest()


def read_lignes(contenu: bytes) -> list[Ligne]:
    """Numbered as in the file. The first sheet of a workbook; any usual separator and encoding of a text."""
    if len(contenu) > POIDS_MAX:
        raise ReleveIllisible(
            "Ce fichier pèse plus de 1 Mo : un relevé agrégé n’a que quelques lignes. Partez du modèle."
        )
    if contenu.startswith(b"PK\x03\x04"):
        return _read_classeur(contenu)
    if contenu[:5] in (b"%PDF-", b"\xd0\xcf\x11\xe0\xa1") or b"\x00" in contenu[:4096]:
        raise ReleveIllisible(
            "Ce fichier n’est ni un CSV ni un classeur XLSX : enregistrez le tableau dans l’un des deux."
        )
    return _read_csv(_decode(contenu))


def _read_classeur(contenu: bytes) -> list[Ligne]:
    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as bundle:
            if sum(info.file_size for info in bundle.infolist()) > DEPLIE_MAX:
                raise ReleveIllisible("Ce classeur est démesuré : recopiez ses lignes dans le modèle.")
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(contenu)).get_sheet_by_index(0)
        premiere = sheet.start[0] + 1 if sheet.start else 1
        marge = [""] * (sheet.start[1] if sheet.start else 0)
        return [(numero, [*marge, *map(_restore, cells)]) for numero, cells in enumerate(sheet.to_python(), premiere)]
    except (CalamineError, zipfile.BadZipFile, KeyError, IndexError, OSError, RuntimeError) as error:
        raise ReleveIllisible(
            "Ce classeur ne s’ouvre pas : il est abîmé, ou protégé par un mot de passe. Enregistrez-le en XLSX sans mot de passe."
        ) from error


def _restore(cell: Any) -> Any:
    return restore(cell) if isinstance(cell, str) else cell


def _decode(contenu: bytes) -> str:
    try:
        return contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        return contenu.decode("cp1252", errors="replace")


def _read_csv(texte: str) -> list[Ligne]:
    tete = texte.partition("\n")[0]
    reader = csv.reader(io.StringIO(texte, newline=""), delimiter=max(SEPARATEURS, key=tete.count), strict=True)
    try:
        return [(reader.line_num, [restore(cell) for cell in cells]) for cells in reader]
    except csv.Error as error:
        raise ReleveIllisible(
            f"Un guillemet n’est pas refermé à partir de la ligne {reader.line_num} : doublez-le ou retirez-le."
        ) from error


def write_modele(target: IO[bytes], format: str) -> None:
    """With an example to replace."""
    if format == "csv":
        texte = io.StringIO(newline="")
        csv.writer(texte, delimiter=";").writerows((COLONNES, EXEMPLE))
        target.write(texte.getvalue().encode("utf-8-sig"))
        return
    write_xlsx(target, iter([("Relevé", [list(COLONNES), list(EXEMPLE)]), ("Notice", _write_notice())]))


def _write_notice() -> Iterable[list[Any]]:
    yield ["Colonne", "Obligatoire", "Ce qu’elle dit"]
    for nom, sens in SENS:
        yield [nom, "oui" if nom in OBLIGATOIRES else "non", sens]
