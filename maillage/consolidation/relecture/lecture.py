"""Reads a CSV of published figures: the columns of donnees/LISEZMOI.md, or a survey of sources that wrote them its own way."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from maillage.consolidation.relecture.rules import formules
from maillage.consolidation.relecture.rules.chiffres import Chiffre, Paragraphe
from maillage.consolidation.relecture.rules.ecritures import (
    get_arrondi,
    is_blanc,
    read_indications,
    read_nombre,
    read_quand,
    read_unite,
    write_page,
)
from maillage.socle.tableur import restore
from maillage.socle.typographie import fold

COLONNES = (
    "code", "libelle", "annee", "niveau", "territoire", "ventilation", "modalite", "valeur", "unite", "base", "arrondi",
    "calcul", "exclusive", "approche", "source", "page", "note",
)  # fmt: skip
ALIAS = {
    "indicateur": "libelle", "source_file": "source", "date": "annee", "remarque": "note", "millesime": "annee",
}  # fmt: skip
ADMISES = {*COLONNES, "dispositif", "non_reponse", "statut", "version"}
OUI, NON = {"oui", "1", "vrai"}, {"non", "0", "faux", ""}
APPROCHES = {"", "environ", "plancher"}
CALCULS = ("calcul de contrôle", "(calculé)")
TROP = 2 * 1024 * 1024
CHIFFRES_MAX = 2000


@dataclass
class Lu:
    """`erreurs`: a sentence each; none of the figures counts when there is one."""

    chiffres: list[Chiffre] = field(default_factory=list)
    erreurs: list[str] = field(default_factory=list)


def read_fichier(contenu: bytes, *, nom: str = "", annee: int | None = None) -> Lu:
    """`annee`: that of the figures of a file that has no such column."""
    if len(contenu) > TROP:
        return Lu(
            erreurs=[
                "Ce fichier dépasse 2 Mo : un rapport tient en quelques centaines de chiffres. Déposez le bon fichier."
            ]
        )
    if b"\x00" in contenu[:4096] or contenu[:2] == b"PK" or contenu[:4] == b"%PDF":
        return Lu(erreurs=["Ce fichier n’est pas un CSV. Enregistrez le tableau en CSV (UTF-8), puis recommencez."])
    return read_texte(decode(contenu), nom=nom, annee=annee)


def decode(contenu: bytes) -> str:
    """UTF-8, else what French spreadsheets wrote before it."""
    try:
        return contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        return contenu.decode("cp1252", "replace")


def read_texte(texte: str, *, nom: str = "", annee: int | None = None) -> Lu:
    entete = texte.lstrip("\r\n").partition("\n")[0]
    reader = csv.reader(io.StringIO(texte, newline=""), delimiter=max(";,\t", key=entete.count), strict=True)
    lu = Lu()
    try:
        rows = ((reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells))
        first = next(rows, None)
        if first is None:
            lu.erreurs.append("Le fichier est vide : la première ligne doit nommer les colonnes.")
            return lu
        noms = [ALIAS.get(fold(cell).replace(" ", "_"), fold(cell).replace(" ", "_")) for cell in first[1]]
        lu.erreurs += check_colonnes(noms, first[1])
        if not lu.erreurs:
            _read_lignes(rows, noms, lu, nom, annee)
    except csv.Error:
        lu.erreurs.append(
            f"Ligne {reader.line_num} : un guillemet n’est pas refermé, la suite est illisible. Doublez-le ou retirez-le."
        )
    if len(lu.chiffres) > CHIFFRES_MAX:
        lu.erreurs.append(
            f"Ce fichier compte {len(lu.chiffres)} chiffres : la relecture en prend {CHIFFRES_MAX} au plus. Relisez chapitre par chapitre."
        )
    if not lu.erreurs and not lu.chiffres:
        lu.erreurs.append(
            "Le fichier nomme ses colonnes mais ne contient aucun chiffre : ajoutez une ligne par chiffre imprimé."
        )
    return lu


def check_colonnes(noms: list[str], ecrites: list[str]) -> list[str]:
    erreurs = []
    for nom, ecrite in zip(noms, ecrites, strict=True):
        if nom not in ADMISES:
            erreurs.append(
                f"Ligne 1 : la colonne « {ecrite.strip()} » n’est pas connue. Retirez-la, ou donnez-lui l’un de ces noms : "
                f"{', '.join(COLONNES)}."
            )
        elif noms.count(nom) > 1 and f"deux fois « {nom} »" not in " ".join(erreurs):
            erreurs.append(f"Ligne 1 : il y a deux fois « {nom} ». Gardez une seule de ces colonnes.")
    erreurs += [
        f"Ligne 1 : il manque la colonne « {needed} ». Ajoutez-la, avec une valeur par ligne."
        for needed in ("libelle", "valeur")
        if needed not in noms
    ]
    return erreurs


def _read_lignes(
    rows: Iterator[tuple[int, list[str]]], noms: list[str], lu: Lu, fichier: str, annee: int | None
) -> None:
    for ligne, cells in rows:
        if len(cells) > len(noms) and any(cell.strip() for cell in cells[len(noms) :]):
            lu.erreurs.append(
                f"Ligne {ligne} : {len(cells)} cases pour {len(noms)} colonnes. Mettez entre guillemets la case qui contient le séparateur."
            )
            continue
        row = {nom: restore(cell).strip() for nom, cell in zip(noms, cells, strict=False)}
        if fold(row.get("source", "")) == "calcul" or any(said in row.get("ventilation", "") for said in CALCULS):
            continue  # worked out by who copied the figures: printed nowhere
        erreurs, chiffre = read_ligne(row, ligne, is_libre="modalite" not in noms, fichier=fichier, annee=annee)
        lu.erreurs += erreurs
        if chiffre is not None:
            lu.chiffres.append(chiffre)


def read_ligne(
    row: dict[str, str], ligne: int, *, is_libre: bool, fichier: str = "", annee: int | None = None
) -> tuple[list[str], Chiffre | None]:
    """`is_libre`: the ventilation is written freely, and the note is that of who copied, not of the document."""
    erreurs: list[str] = []

    def refuse(colonne: str, remede: str) -> None:
        erreurs.append(f"Ligne {ligne}, colonne « {colonne} » : « {row.get(colonne, '')[:40]} » {remede}")

    libelle = row.get("libelle", "")
    if row.get("dispositif"):
        libelle = f"{row['dispositif']} : {libelle}"
    if not libelle:
        erreurs.append(f"Ligne {ligne}, colonne « libelle » : la case est vide. Écrivez le libellé imprimé.")
    ecrit = row.get("valeur", "")
    nombre = None if is_blanc(ecrit) else read_nombre(ecrit)
    if nombre is None and not is_blanc(ecrit):
        refuse("valeur", "n’est pas un nombre. Écrivez les chiffres seuls, comme 14766 ou 46,8 ; l’unité a sa colonne.")
    quand = read_quand(row.get("annee", ""))
    if quand is None:
        refuse("annee", "n’est ni une année ni une date. Écrivez 2019 ou 2019-12-31.")
    arrondi = _read_arrondi(row, refuse)
    calcul = row.get("calcul", "")
    if calcul and (refus := formules.check(calcul)):
        refuse("calcul", f"n’est pas une formule : {refus}. Exemple : (a + b) / c.")
    exclusive = fold(row.get("exclusive", ""))
    if exclusive not in OUI | NON:
        refuse(
            "exclusive", "n’est ni « oui » ni « non ». Mettez « oui » quand chacun n’est compté que dans une modalité."
        )
    if fold(row.get("approche", "")) not in APPROCHES:
        refuse("approche", "n’est pas connu. Laissez vide, ou écrivez « environ » ou « plancher ».")
    if erreurs or quand is None:
        return erreurs, None
    unite, facteur = read_unite(row.get("unite", "") or ("%" if ecrit.rstrip().endswith("%") else ""))
    note = row.get("note", "")
    said = read_indications(row.get("ventilation", ""), note) if is_libre else None
    return [], Chiffre(
        ligne=ligne, libelle=libelle, annee=quand.annee if quand.annee is not None else annee,
        ecrit=ecrit, valeur=nombre.valeur if nombre else None, decimales=nombre.decimales if nombre else 0,
        code=row.get("code", ""), jour=quand.jour or (said.jour if said else None),
        niveau=row.get("niveau", ""), territoire=row.get("territoire", ""),
        ventilation="" if said else row.get("ventilation", ""), modalite=said.modalite if said else row.get("modalite", ""),
        unite=unite, facteur=facteur, base=row.get("base", "") or (said.base if said else ""),
        arrondi=arrondi or (get_arrondi(note) if said else None), calcul=calcul, is_exclusive=exclusive in OUI,
        approche=fold(row.get("approche", "")) or (nombre.approche if nombre else "") or (said.approche if said else ""),
        source=row.get("source", ""), page=write_page(row.get("page", "")) or (said.page if said else ""),
        note="" if said else note, fichier=fichier, is_date_possible=quand.is_possible,
    )  # fmt: skip


def _read_arrondi(row: dict[str, str], refuse: Callable[[str, str], None]) -> Fraction | None:
    if not (ecrit := row.get("arrondi", "")):
        return None
    nombre = read_nombre(ecrit)
    if nombre is None or nombre.valeur <= 0:
        refuse("arrondi", "n’est pas un pas d’arrondi. Écrivez 1, 0,1 ou 1000.")
        return None
    return nombre.valeur


def read_paragraphes(texte: str) -> list[Paragraphe]:
    """Paragraphs are set apart by blank lines; a line that begins with « # » names the chapter that follows."""
    found: list[Paragraphe] = []
    titre, debut, pending = "", 1, [""]
    for numero, line in enumerate([*texte.splitlines(), ""], start=1):
        plain = line.strip()
        if plain and not plain.startswith("#"):
            if not pending[0]:
                debut = numero
            pending[0] = f"{pending[0]} {plain}".strip()
            continue
        if pending[0]:
            found.append(Paragraphe(debut, pending[0], titre))
            pending[0] = ""
        if plain.startswith("#"):
            titre = plain.lstrip("# ")
    return found
