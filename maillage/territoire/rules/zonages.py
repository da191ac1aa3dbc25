"""Reads a file of zonings whole and lists everything that is wrong in it. Format: docs/exploitation/zonages.md."""

import csv
import io
from collections.abc import Iterator
from datetime import date

from maillage.territoire.rules.recherche import normalize
from maillage.territoire.rules.zonages_cellules import Cellules
from maillage.territoire.rules.zonages_types import COLONNES, OBLIGATOIRES, Cle, Erreur, Lecture, ZonageLu

SEPARATEURS = (";", ",", "\t")
CLASSEURS = {
    b"PK\x03\x04": "un classeur (Excel ou LibreOffice)",
    b"\xd0\xcf\x11\xe0": "un classeur Excel",
    b"%PDF": "un PDF",
}


def read_fichier(contenu: bytes) -> Lecture:
    """The file alone: its shape, its cells, its duplicates. The communes are compared to the COG by `check_communes`."""
    if refus := _check_nature(contenu):
        return Lecture([], [Erreur(0, "", "", refus)])
    texte, remarques = _decode(contenu)
    if not texte.strip():
        return Lecture([], [Erreur(0, "", "", "Le fichier est vide.")])
    separateur = _find_separateur(texte)
    if separateur is None:
        return Lecture([], [Erreur(1, "", texte.splitlines()[0][:80], _write_entete_illisible())])
    reader = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur, strict=True)
    zonages: dict[Cle, ZonageLu] = {}
    erreurs: list[Erreur] = []
    try:
        colonnes = [_name(cell) for cell in next(reader)]
        erreurs += _check_colonnes(colonnes)
        if not erreurs:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    erreurs += _read_ligne(reader.line_num, colonnes, cells, zonages)
    except csv.Error:
        message = "Un guillemet n’est pas refermé à partir d’ici : la suite du fichier est illisible."
        erreurs.append(Erreur(reader.line_num, "", "", message))
    if not erreurs and not zonages:
        erreurs.append(Erreur(0, "", "", "Le fichier a un en-tête mais aucune ligne : il n’y a rien à importer."))
    return Lecture(list(zonages.values()), erreurs, remarques)


def _check_nature(contenu: bytes) -> str | None:
    for signature, nature in CLASSEURS.items():
        if contenu.startswith(signature):
            return f"Ce fichier est {nature}. Enregistrez-le au format « CSV UTF-8 », puis redéposez-le."
    if b"\x00" in contenu and contenu[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        return "Ce fichier n’est pas du texte. Enregistrez-le au format « CSV UTF-8 », puis redéposez-le."
    return None


def _decode(contenu: bytes) -> tuple[str, list[str]]:
    if contenu[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return contenu.decode("utf-16", errors="replace"), ["Le fichier était en UTF-16 : il a été converti."]
    try:
        return contenu.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        converti = contenu.decode("cp1252", errors="replace")
        return converti, ["Le fichier était en Windows-1252 : vérifiez les accents des libellés."]


def _find_separateur(texte: str) -> str | None:
    """The one that cuts the heading into the most known columns; None when none cuts it at all."""
    heading = texte.splitlines()[0]
    known = {s: sum(_name(cell) in COLONNES for cell in heading.split(s)) for s in SEPARATEURS}
    best = max(SEPARATEURS, key=lambda s: known[s])
    return best if known[best] >= 2 else None


def _write_entete_illisible() -> str:
    return (
        "La première ligne n’est pas l’en-tête attendu. Elle doit nommer les colonnes, séparées par des "
        f"points-virgules : {';'.join(COLONNES)}."
    )


def _name(cell: str) -> str:
    return normalize(cell.strip().strip('"')).replace(" ", "_")


def _check_colonnes(colonnes: list[str]) -> Iterator[Erreur]:
    for name in OBLIGATOIRES:
        if name not in colonnes:
            yield Erreur(1, name, "", f"La colonne « {name} » manque : ajoutez-la à l’en-tête.")
    for name in sorted({c for c in colonnes if colonnes.count(c) > 1}):
        yield Erreur(1, name, "", f"La colonne « {name} » est présente plusieurs fois : n’en gardez qu’une.")
    for name in colonnes:
        if name not in COLONNES:
            yield Erreur(1, name, "", f"La colonne « {name or '(sans nom)'} » n’est pas prévue : retirez-la.")


def _read_ligne(ligne: int, colonnes: list[str], cells: list[str], zonages: dict[Cle, ZonageLu]) -> list[Erreur]:
    if len(cells) != len(colonnes):
        message = (
            f"La ligne a {len(cells)} cellules et l’en-tête {len(colonnes)} : un séparateur manque ou est de trop. "
            "Un texte qui contient le séparateur s’écrit entre guillemets."
        )
        return [Erreur(ligne, "", "", message)]
    row = {name: cell.strip() for name, cell in zip(colonnes, cells, strict=True)}
    cellules = Cellules(ligne, row)
    lu = ZonageLu(
        type=cellules.read_type(),
        code=cellules.read_texte("code"),
        libelle=cellules.read_texte("libelle"),
        millesime=cellules.read_millesime(),
        du=cellules.read_date("du") or date.min,
        au=cellules.read_date("au"),
        source=cellules.read_texte("source"),
        ligne=ligne,
    )
    commune, part = cellules.read_commune(), cellules.read_part()
    if lu.au is not None and row["du"] and lu.au < lu.du:
        cellules.refuse("au", "La fin précède le début (colonne « du ») : corrigez l’une des deux dates.")
    if cellules.erreurs:
        return cellules.erreurs
    known = zonages.setdefault(lu.cle, lu)
    cellules.erreurs += _compare(known, lu)
    if commune in known.communes:
        cellules.refuse(
            "commune", f"Cette commune est déjà dans ce zonage, ligne {known.lignes[commune]} : retirez-en une."
        )
    known.communes.setdefault(commune, part)
    known.lignes.setdefault(commune, ligne)
    return cellules.erreurs


def _compare(known: ZonageLu, lu: ZonageLu) -> Iterator[Erreur]:
    """Every line of a zone tells the same of it."""
    for name in ("libelle", "du", "au", "source"):
        here, there = getattr(lu, name), getattr(known, name)
        if here != there:
            message = (
                f"Le même zonage a une autre valeur ligne {known.ligne} (« {there or ''} ») : mettez la même partout."
            )
            yield Erreur(lu.ligne, name, str(here or ""), message)
