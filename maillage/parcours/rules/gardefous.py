"""Guardrails of every free text (R-53): what must not be written, what deserves a second look. Pure and local.

Blocking: NIR, IBAN, bank card. Warnings: the lexicons, and the contact of a third party; the author removes, or
confirms and says why. The lexicons are data (`parcours.lexiques`): they come as an argument.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from unicodedata import combining, normalize

MAJUSCULES_CORSES = {"2A": "19", "2B": "18"}
TROUE = "\x00"  # in place of a phrase that the lexicon allows


class Blocage(StrEnum):
    NIR = "nir"
    IBAN = "iban"
    CARTE = "carte"


LIBELLES_BLOCAGE: dict[Blocage, str] = {
    Blocage.NIR: "un numéro de sécurité sociale",
    Blocage.IBAN: "des coordonnées bancaires",
    Blocage.CARTE: "un numéro de carte bancaire",
}
COORDONNEES, LIBELLE_COORDONNEES = "coordonnees", "Coordonnées"


@dataclass(frozen=True, slots=True)
class Famille:
    """`termes`: words or phrases; a final `*` stands for any ending. `sauf`: phrases in which they are harmless."""

    code: str
    libelle: str
    conseil: str
    termes: tuple[str, ...]
    sauf: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexiques:
    version: str
    familles: tuple[Famille, ...]


@dataclass(frozen=True, slots=True)
class Alerte:
    """`extrait`: what was read, to be shown to its author only."""

    famille: str
    libelle: str
    conseil: str
    extrait: str


@dataclass(frozen=True, slots=True)
class Analyse:
    blocages: tuple[Blocage, ...] = ()
    alertes: tuple[Alerte, ...] = ()

    @property
    def familles(self) -> list[str]:
        return sorted({alerte.famille for alerte in self.alertes})


def analyse(texte: str, lexiques: Lexiques) -> Analyse:
    flat = flatten(texte)
    found = [alerte for famille in lexiques.familles for alerte in _list_alertes(famille, flat)]
    found += [
        Alerte(COORDONNEES, LIBELLE_COORDONNEES, "Le téléphone et l’adresse ont leur place dans la fiche, pas dans une note.",
               match[0])
        for motif in (TELEPHONE, COURRIEL)
        for match in [motif.search(texte)]
        if match
    ]  # fmt: skip
    return Analyse(tuple(list_blocages(texte)), tuple(found))


def check_blocages(texte: str) -> str | None:
    """The refusal to show; None when nothing blocks."""
    found = [LIBELLES_BLOCAGE[blocage] for blocage in list_blocages(texte)]
    if not found:
        return None
    return f"Ce texte contient {' et '.join(found)} : retirez-le, il ne s’écrit nulle part dans Maillage."


def list_blocages(texte: str) -> list[Blocage]:
    tests = {Blocage.NIR: has_nir, Blocage.IBAN: has_iban, Blocage.CARTE: has_carte}
    return [blocage for blocage, test in tests.items() if test(texte)]


NIR = re.compile(r"(?<![0-9A-Za-z])([12378])[ .-]?(\d{2})[ .-]?(\d{2})[ .-]?(\d{2}|2[ABab])[ .-]?(\d{3})[ .-]?(\d{3})"
                 r"(?:[ .-]?(\d{2}))?(?![0-9])")  # fmt: skip
IBAN = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{2}\d{2}(?:[ .-]?[0-9A-Za-z]{4}){2,7}(?:[ .-]?[0-9A-Za-z]{1,3})?")
CARTE = re.compile(r"(?<!\d)(?:\d[ -]?){14,15}\d(?!\d)")
TELEPHONE = re.compile(r"(?<!\d)(?:(?:\+|00)33[ .-]?(?:\(0\)[ .-]?)?|0)[1-9](?:[ .-]?\d{2}){4}(?!\d)")
COURRIEL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
MOIS_NIR = frozenset({*range(1, 13), *range(20, 43), *range(50, 100)})


def has_nir(texte: str) -> bool:
    """Fifteen characters whose key is right, or the thirteen of a number written without its key."""
    for match in NIR.finditer(texte):
        sexe, annee, mois, departement, commune, ordre, cle = match.groups()
        code = MAJUSCULES_CORSES.get(departement.upper(), departement)
        number = int(sexe + annee + mois + code + commune + ordre)
        if cle is None and int(mois) in MOIS_NIR and sexe in "12":
            return True
        if cle is not None and 97 - number % 97 == int(cle):
            return True
    return False


def has_iban(texte: str) -> bool:
    """The longest reading whose control number is right: what follows the IBAN may look like its end."""
    for match in IBAN.finditer(texte):
        whole = re.sub(r"[ .-]", "", match[0]).upper()
        if any(_is_iban(whole[:size]) for size in range(len(whole), 14, -1)):
            return True
    return False


def _is_iban(code: str) -> bool:
    moved = code[4:] + code[:4]
    return int("".join(str(int(char, 36)) for char in moved)) % 97 == 1


def has_carte(texte: str) -> bool:
    """Fifteen or sixteen digits of a network's range whose last digit is right; a SIRET has fourteen."""
    for match in CARTE.finditer(texte):
        digits = re.sub(r"\D", "", match[0])
        known = digits[:2] in {"34", "37"} if len(digits) == 15 else digits[0] in "23456"
        if known and _is_luhn(digits):
            return True
    return False


def _is_luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + rank % 2) for rank, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def flatten(texte: str) -> str:
    """Without case nor accents, words separated by one space: what the lexicons are compared with."""
    bare = "".join(char for char in normalize("NFD", texte.casefold().replace("œ", "oe")) if not combining(char))
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def _list_alertes(famille: Famille, flat: str) -> list[Alerte]:
    """One per different word read."""
    for phrase in _compile(famille.sauf):
        flat = phrase.sub(TROUE, flat)
    words = dict.fromkeys(match[0] for term in _compile(famille.termes) for match in term.finditer(flat))
    return [Alerte(famille.code, famille.libelle, famille.conseil, word) for word in words]


@lru_cache(maxsize=256)
def _compile(termes: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\b{flatten(terme)}{r'[a-z]*' if terme.endswith('*') else ''}\b") for terme in termes)
