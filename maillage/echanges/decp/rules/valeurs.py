"""One value of a DECP file, as publishers really write it: null is not « unknown », « oui » is a boolean."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from maillage.socle.typographie import fold

E = TypeVar("E", bound=StrEnum)
VIDES = frozenset({"", "nc", "null", "none", "nan", "sans objet", "non renseigne"})
OUI, NON = frozenset({"oui", "true", "1", "vrai"}), frozenset({"non", "false", "0", "faux"})
DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?")
CPV = re.compile(r"(\d{8})(?:-\d)?")
LISTE = re.compile(r"\s*[,;|]\s*")
ENTIER_MAX = 1_000_000
CHIFFRES_MAX = 12  # before the comma: what is longer is no amount of a contract


def read_texte(value: Any) -> str:
    """Empty for what says nothing, in all the ways publishers say nothing."""
    text = "" if value is None else " ".join(str(value).split())
    return "" if fold(text) in VIDES else text


def read_booleen(value: Any) -> bool | None:
    """True JSON, or the « oui » and « non » of the official XML examples."""
    if isinstance(value, bool):
        return value
    word = fold(str(value)) if value is not None else ""
    return True if word in OUI else False if word in NON else None


def read_date(value: Any) -> date | None:
    """The official patterns are not anchored: the day is checked here, whole."""
    found = DATE.fullmatch(read_texte(value))
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def read_montant(value: Any) -> Decimal | None:
    text = read_texte(value).replace(" ", "").replace(",", ".")
    try:
        montant = Decimal(text)
    except InvalidOperation:
        return None
    is_montant = montant.is_finite() and montant >= 0 and (not montant or montant.adjusted() < CHIFFRES_MAX)
    return montant if is_montant else None


def read_entier(value: Any) -> int | None:
    montant = read_montant(value)
    is_entier = montant is not None and montant <= ENTIER_MAX and montant == montant.to_integral_value()
    return int(montant) if montant is not None and is_entier else None


def read_cpv(value: Any) -> str:
    """The eight digits, without the key."""
    found = CPV.fullmatch(read_texte(value))
    return found[1] if found else ""


def read_liste(value: Any, *, cle: str = "") -> list[str]:
    """A list: wrapped under a key (JSON), bare, or in one string (tables)."""
    if isinstance(value, dict):
        value = value.get(cle, next(iter(value.values()), None))
    if isinstance(value, str):
        value = LISTE.split(value)
    items: Iterable[Any] = value if isinstance(value, list) else [value]
    return [text for item in items if (text := read_texte(item))]


def find_member(members: type[E], text: str) -> E | None:
    """The member written so, whatever its accents and case."""
    wanted = fold(text)
    return next((member for member in members if fold(member.value) == wanted), None)
