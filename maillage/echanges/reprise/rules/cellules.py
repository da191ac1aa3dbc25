"""Reads one cell, whatever wrote it: a text, a number or a date of a spreadsheet. Says what to do when it cannot."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from maillage.participants.rules import niveaux
from maillage.participants.rules.nir import is_nir
from maillage.socle.typographie import fold

LONGUEUR_MAX = 300
ANNEES = range(1900, 2101)
DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?: 00:00(?::00)?)?")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
NOMBRE_DE_JOURS = re.compile(r"\d{4,5}(?:\.\d+)?")  # since 1900, as a spreadsheet counts
INSTANT = re.compile(r"(.+?)[ T]+(\d{1,2})[h:](\d{2})(?::\d{2})?")
ERREUR_TABLEUR = re.compile(r"#(?:N/A|REF!|VALUE!|VALEUR!|DIV/0!|NAME\?|NOM\?|NUM!|NOMBRE!|NULL!|NUL!)|#{3,}|Err:\d+")
NOMBRE_LONG = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
LONG = 1e15  # beyond, a spreadsheet has rounded the last digits
ABIMES = ("\ufffd", "Ã©", "Ã¨", "Ã§", "Ãª", "Ã®", "Ã´", "Ã‰", "Ã¯")
SEPARES, LIAISONS = re.compile(r"[ .\-]"), re.compile(r"[ .\-/()]")
TELEPHONE, COURRIEL = re.compile(r"\+?\d{10,14}"), re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
CODE_COMMUNE = re.compile(r"\d[\dAB]\d{3}", re.ASCII)
NIR_POSSIBLE, CHIFFRES_NIR = 15, 13  # fewer characters, or fewer digits (Corsica has a letter), cannot hold one
ARRONDI = "Le tableur a arrondi ce long numéro : donnez à la colonne le format texte, et recopiez-y les numéros de l’ancien logiciel."
Lire = Callable[[Any], Any]


class CelluleRefusee(ValueError):
    """The message says what to write instead."""


@lru_cache(maxsize=8192)
def write_cellule(cellule: Any) -> str:
    """As the person sees it in their spreadsheet: 12.0 is 12, a date is written the French way."""
    return ECRITURES.get(cellule.__class__, str)(cellule)


def _write_nombre(nombre: float) -> str:
    if not nombre.is_integer():
        return str(nombre)
    return str(int(nombre)) if abs(nombre) < LONG else f"{nombre:.15G}"


@lru_cache(maxsize=16_384)
def _write_jour(jour: date) -> str:
    return f"{jour:%d/%m/%Y}"


ECRITURES: Mapping[type, Callable[[Any], str]] = {
    str: str,
    float: _write_nombre,
    date: _write_jour,
    datetime: lambda instant: f"{instant:%d/%m/%Y %H:%M}",
    bool: lambda vrai: "VRAI" if vrai else "FAUX",
    type(None): lambda rien: "",
}


def check_valeur(cellule: Any) -> None:
    """A spreadsheet's error, or a formula instead of what it computes, holds nothing to take over, in whatever column."""
    if cellule.__class__ is not str:
        return
    if cellule[:1] in ("#", "E") and ERREUR_TABLEUR.fullmatch(cellule.strip()):
        raise CelluleRefusee("Le tableur affiche ici une erreur : corrigez la formule, ou videz la cellule.")
    if cellule[:1] == "=":
        raise CelluleRefusee("Cette cellule contient une formule, pas son résultat : recopiez la colonne en valeurs.")


def read_texte(cellule: Any) -> str:
    texte = cellule if isinstance(cellule, str) else write_cellule(cellule)
    if not texte.isprintable() or "  " in texte or texte[:1] == " " or texte[-1:] == " ":
        texte = " ".join(texte.split())
        if not texte.isprintable():
            raise CelluleRefusee("Le texte contient un caractère invisible ou abîmé : retapez-le.")
    if not texte.isascii() and any(signe in texte for signe in ABIMES):
        raise CelluleRefusee(
            "Les accents de ce texte sont abîmés : enregistrez de nouveau le fichier, en XLSX ou en « CSV UTF-8 »."
        )
    if len(texte) >= NIR_POSSIBLE:
        if len(texte) > LONGUEUR_MAX:
            raise CelluleRefusee(f"Le texte dépasse {LONGUEUR_MAX} caractères : abrégez-le.")
        if sum(map(str.isdigit, texte)) >= CHIFFRES_NIR and is_nir(texte):
            raise CelluleRefusee(
                "Ce nombre est un numéro de Sécurité sociale, que Maillage ne garde jamais : retirez-le du fichier."
            )
    return texte


def read_nom(cellule: Any) -> str:
    texte = read_texte(cellule)
    if not any(c.isalpha() for c in texte):
        raise CelluleRefusee("Un nom s’écrit avec des lettres : vérifiez que les colonnes ne sont pas décalées.")
    return texte


def read_identifiant(cellule: Any) -> str:
    texte = read_texte(cellule)
    if NOMBRE_LONG.fullmatch(texte):
        raise CelluleRefusee(ARRONDI)
    if len(texte) > 64:
        raise CelluleRefusee("Un identifiant tient en 64 caractères : reprenez celui de l’ancien logiciel.")
    return texte


def write_zeros_perdus(proche: str) -> str:
    """Of an identifier unknown here, when another one differs from it by its leading zeros only."""
    return (
        f"« {proche} » est déjà repris : un tableur a ôté ou ajouté des zéros de tête dans l’un des deux fichiers. "
        f"Écrivez ici {proche}."
    )


def read_date(cellule: Any) -> date:
    if isinstance(cellule, datetime):
        cellule = cellule.date()
    if not isinstance(cellule, date):
        return _parse_date(write_cellule(cellule).strip())
    if cellule.year not in ANNEES:
        raise CelluleRefusee("L’année de cette date est impossible : vérifiez-la.")
    return cellule


def _parse_date(texte: str) -> date:
    if found := DATE.fullmatch(texte):
        day, month, year = (int(part) for part in found.groups())
    elif found := ISO.fullmatch(texte):
        year, month, day = (int(part) for part in found.groups())
    elif NOMBRE_DE_JOURS.fullmatch(texte):
        raise CelluleRefusee(
            "Le tableur voit ici un nombre, pas une date : donnez à la colonne le format date, ou écrivez 31/12/2025."
        )
    else:
        raise CelluleRefusee("Cette date ne se lit pas : écrivez-la 31/12/2025, l’année sur quatre chiffres.")
    if year not in ANNEES:
        raise CelluleRefusee("L’année de cette date est impossible : vérifiez-la.")
    if month > 12 >= day:
        raise CelluleRefusee(
            "Le mois est écrit avant le jour : écrivez toute la colonne dans l’ordre jour, mois, année, comme 31/12/2025."
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise CelluleRefusee("Cette date n’existe pas dans le calendrier : vérifiez le jour et le mois.") from None


def read_instant(cellule: Any) -> datetime:
    """A day and an hour, without time zone: that of the dispositif. A day alone is at nine in the morning."""
    if isinstance(cellule, datetime):
        return cellule.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(cellule, str) and (found := INSTANT.fullmatch(cellule.strip())):
        day, hour, minute = _parse_date(found.group(1)), int(found.group(2)), int(found.group(3))
        if hour > 23 or minute > 59:
            raise CelluleRefusee("Cette heure n’existe pas : écrivez par exemple 31/12/2025 14:30.")
        return datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001  the dispositif's own clock
    day = read_date(cellule)
    return datetime(day.year, day.month, day.day, 9)  # noqa: DTZ001


def read_chiffres(longueurs: range, quoi: str) -> Lire:
    """A number kept as text. A spreadsheet takes the leading zero away: it is put back when exactly one is missing."""

    def read(cellule: Any) -> str:
        chiffres = write_cellule(cellule)
        if not chiffres.isdigit():
            chiffres = SEPARES.sub("", chiffres)
        if chiffres.isascii() and chiffres.isdigit():
            if len(chiffres) == longueurs.start - 1:
                chiffres = f"0{chiffres}"
            if len(chiffres) in longueurs:
                return chiffres
        raise CelluleRefusee(f"{quoi} Écrivez tous les chiffres, zéro de tête compris.")

    return read


read_code_postal = read_chiffres(range(5, 6), "Un code postal a cinq chiffres.")


def read_telephone(cellule: Any) -> str:
    texte = write_cellule(cellule).strip()
    chiffres = texte if texte.isdigit() else LIAISONS.sub("", texte)
    if chiffres.isdigit() and len(chiffres) == 9:
        return f"0{chiffres}"
    if not TELEPHONE.fullmatch(chiffres):
        raise CelluleRefusee("Un numéro de téléphone a dix chiffres : 06 12 34 56 78, ou +33 6 12 34 56 78.")
    return chiffres


def read_courriel(cellule: Any) -> str:
    texte = read_texte(cellule)
    if not COURRIEL.fullmatch(texte):
        raise CelluleRefusee("Ce n’est pas une adresse électronique : elle s’écrit nom@exemple.fr.")
    return texte


def read_entier(limites: range) -> Lire:
    def read(cellule: Any) -> int:
        texte = write_cellule(cellule).strip()
        if texte.isascii() and texte.isdigit() and int(texte) in limites:
            return int(texte)
        raise CelluleRefusee(f"Écrivez un nombre entier entre {limites.start} et {limites.stop - 1}.")

    return read


def read_heures(cellule: Any) -> Decimal:
    try:
        heures = Decimal(write_cellule(cellule).strip().replace(",", ".").rstrip("hH "))
    except InvalidOperation:
        heures = Decimal(-1)
    if not heures.is_finite() or not 0 <= heures <= 10_000:
        raise CelluleRefusee("Écrivez un nombre d’heures, par exemple 12 ou 3,5.")
    return heures.quantize(Decimal("0.01"))


def read_code(libelles: Mapping[Any, str], synonymes: Mapping[str, str] | None = None) -> Lire:
    """A code of a closed list, its label, or a word that other tools write for it."""
    connus = {fold(libelle): code for code, libelle in libelles.items()}
    connus |= {fold(code): code for code in libelles}
    connus |= {fold(mot): code for mot, code in (synonymes or {}).items()}
    proposes = ", ".join(str(code) for code in libelles)

    def read(cellule: Any) -> str:
        found = connus.get(fold(cellule if isinstance(cellule, str) else write_cellule(cellule)))
        if found is None:
            raise CelluleRefusee(f"Cette valeur n’est pas dans la liste. Codes possibles : {proposes}.")
        return str(found)

    return read


def read_niveau(cellule: Any) -> tuple[int, bool]:
    """The level, and whether it must be verified: an old I is taken for a 7 (domaine 01 § 5.5)."""
    texte = write_cellule(cellule).strip()
    if texte.isascii() and texte.isdigit() and 1 <= int(texte) <= 8:
        return int(texte), False
    # No level has ever been called « 0 »: what is left is an old one, or nothing we know.
    found = niveaux.read_ancien(fold(texte))
    if found is None:
        raise CelluleRefusee("Ce niveau n’existe pas. Écrivez 1 à 8, ou l’ancien : VI, V bis, V, IV, III, II, I.")
    return found[0].value, found[1]
