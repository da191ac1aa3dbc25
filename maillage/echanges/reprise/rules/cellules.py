"""Reads one cell, whatever wrote it: a text, a number or a date of a spreadsheet. Says what to do when it cannot."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from maillage.participants.rules import niveaux
from maillage.participants.rules.nir import is_nir

LONGUEUR_MAX = 300
ANNEES = range(1900, 2101)
DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?: 00:00(?::00)?)?")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
INSTANT = re.compile(r"(.+?)[ T]+(\d{1,2})[h:](\d{2})(?::\d{2})?")
SEPARATEURS = re.compile(r"[^a-z0-9]+")
CODE_COMMUNE = re.compile(r"\d[\dAB]\d{3}", re.ASCII)
NIR_POSSIBLE, CHIFFRES_NIR = 15, 13  # fewer characters, or fewer digits (Corsica has a letter), cannot hold one
Lire = Callable[[Any], Any]


class CelluleRefusee(ValueError):
    """The message says what to write instead."""


@lru_cache(maxsize=8192)
def fold(texte: str) -> str:
    """Lower case, no accent, words and numbers apart by one space."""
    decomposed = unicodedata.normalize("NFKD", texte.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae"))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return SEPARATEURS.sub(" ", plain.lower()).strip()


def write_cellule(cellule: Any) -> str:
    """As the person sees it in their spreadsheet: 12.0 is 12, a date is written the French way."""
    if isinstance(cellule, str):
        return cellule
    if isinstance(cellule, bool):
        return "VRAI" if cellule else "FAUX"
    if isinstance(cellule, float) and cellule.is_integer():
        return str(int(cellule))
    if isinstance(cellule, datetime):
        return f"{cellule:%d/%m/%Y %H:%M}"
    if isinstance(cellule, date):
        return f"{cellule:%d/%m/%Y}"
    return "" if cellule is None else str(cellule)


def read_texte(cellule: Any) -> str:
    texte = cellule if isinstance(cellule, str) else write_cellule(cellule)
    if not texte.isprintable() or "  " in texte or texte[:1] == " " or texte[-1:] == " ":
        texte = " ".join(texte.split())
        if not texte.isprintable():
            raise CelluleRefusee("Le texte contient un caractère invisible ou abîmé : retapez-le.")
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
    if len(texte) > 64:
        raise CelluleRefusee("Un identifiant tient en 64 caractères : reprenez celui de l’ancien logiciel.")
    return texte


def read_date(cellule: Any) -> date:
    if isinstance(cellule, str):
        return _parse_date(cellule.strip())
    if isinstance(cellule, datetime):
        cellule = cellule.date()
    if not isinstance(cellule, date):
        raise CelluleRefusee(
            "Le tableur voit ici un nombre, pas une date : donnez à la colonne le format date, ou écrivez 31/12/2025."
        )
    if cellule.year not in ANNEES:
        raise CelluleRefusee("L’année de cette date est impossible : vérifiez-la.")
    return cellule


@lru_cache(maxsize=8192)
def _parse_date(texte: str) -> date:
    if found := DATE.fullmatch(texte):
        day, month, year = (int(part) for part in found.groups())
    elif found := ISO.fullmatch(texte):
        year, month, day = (int(part) for part in found.groups())
    else:
        raise CelluleRefusee("Ce n’est pas une date : écrivez-la 31/12/2025.")
    if year not in ANNEES:
        raise CelluleRefusee("L’année de cette date est impossible : vérifiez-la.")
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
        chiffres = re.sub(r"[ .\-]", "", write_cellule(cellule))
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
    chiffres = re.sub(r"[ .\-/()]", "", texte)
    if chiffres.isdigit() and len(chiffres) == 9:
        return f"0{chiffres}"
    if not re.fullmatch(r"\+?\d{10,14}", chiffres):
        raise CelluleRefusee("Un numéro de téléphone a dix chiffres : 06 12 34 56 78, ou +33 6 12 34 56 78.")
    return chiffres


def read_courriel(cellule: Any) -> str:
    texte = read_texte(cellule)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}", texte):
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
