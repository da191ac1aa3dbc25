"""How numbers, years and free indications are written in a table of published figures."""

import re
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from maillage.socle.typographie import fold

BLANC = re.compile(r"^(?:x{2,}|\?+|…+|\.{3,}|_{2,}|n\.?[cd]\.?|à compléter|tbd)?(?:\s*%)?$", re.IGNORECASE)
NOMBRE = re.compile(
    r"^(?P<signe>[-+−]?)\s*(?P<entier>\d{1,3}(?:[ \u202f\u00a0]\d{3})+|\d+)(?:[.,](?P<decimales>\d+))?$", re.ASCII
)
FRACTION = re.compile(r"^(\d+)/(\d+)$", re.ASCII)
ENTRE = re.compile(r"^(\d+)-(\d+)$", re.ASCII)
ANNEE = re.compile(r"^(\d{4})(?:-(\d{4}))?$", re.ASCII)
JOUR = re.compile(r"^(\d{4})-(\d{2})(?:-(\d{2}))?$", re.ASCII)
JOUR_FRANCAIS = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)
PLACE = re.compile(
    r"§ ?\d+(?:\.\d+)*|fiches \d+(?:, \d+)*(?: et \d+)?|fiche(?: action)? \d+|synthèse|conclusion|annexe|carte(?: §[\d.]+)?|section \d+(?:\.\d+)*",
    re.IGNORECASE,
)
POPULATION = re.compile(
    r"(?P<environ>près de |environ )?(?P<base>\d[\d \u202f]*(?:PLIE|MDE|structures?|territoires?)(?: répondante?s)?)$",
    re.IGNORECASE,
)
RAPPORTE = re.compile(r"^(?:sur |/ ?|base )(?P<base>.+)$", re.IGNORECASE)
ENVIRON = re.compile(r"(?:près de|environ|quelque|une trentaine|avoisinant)(?: .*)?", re.IGNORECASE)
AU_MOINS = re.compile(r"(?:plus de|plancher|plancher/arrondi)(?: \d+)?", re.IGNORECASE)
ROND = re.compile(r"\(?arrondi\)?", re.IGNORECASE)
CITE = re.compile(r"« ?([^»]*?) ?»")
MULTIPLES = {"m": 10**6, "md": 10**9, "k": 10**3, "millions": 10**6, "milliards": 10**9}
ARRONDIS = {"arrondi au million": 10**6, "arrondi au millier": 10**3, "arrondi à la centaine": 100}


CHIFFRES_MAX = 30  # signs of a number: no figure of a report is longer


class Ecrit(NamedTuple):
    valeur: Fraction
    decimales: int
    approche: str = ""


def is_blanc(texte: str) -> bool:
    return bool(BLANC.match(texte.strip()))


def read_nombre(texte: str) -> Ecrit | None:
    """None when it is no number. « 1/3 » and « 10-12 » are, though not to the unit."""
    plain = texte.strip().removesuffix("%").strip()
    if len(plain) > CHIFFRES_MAX:
        return None
    if found := NOMBRE.match(plain):
        decimales = found["decimales"] or ""
        value = Fraction(re.sub(r"\D", "", found["entier"]) + ("." + decimales if decimales else ""))
        return Ecrit(-value if found["signe"] in ("-", "−") else value, len(decimales))
    if found := FRACTION.match(plain):
        return Ecrit(Fraction(int(found[1]), int(found[2])), 2, "environ") if int(found[2]) else None
    if found := ENTRE.match(plain):
        return Ecrit(Fraction(int(found[1]) + int(found[2]), 2), 1, "environ")
    return None


class Quand(NamedTuple):
    annee: int | None
    jour: date | None
    is_possible: bool = True


def read_quand(texte: str) -> Quand | None:
    """2019, 2016-2019 (the last of them), 2019-12, 2019-12-31. None when it is none of these."""
    if not texte.strip():
        return Quand(None, None)
    if (found := JOUR.match(texte.strip())) and int(found[2]) <= 31:
        annee = int(found[1])
        try:
            return Quand(
                annee, date(annee, int(found[2]), int(found[3] or 1)) if found[3] else None, 1 <= int(found[2]) <= 12
            )
        except ValueError:
            return Quand(annee, None, is_possible=False)
    if found := ANNEE.match(texte.strip()):
        first, last = int(found[1]), int(found[2] or found[1])
        return Quand(last, None, is_possible=first <= last)
    return None


def read_unite(texte: str) -> tuple[str, int]:
    """« M€ » is « € » by the million."""
    head, _, tail = texte.strip().partition(" ")
    if head in ("M€", "Md€", "k€"):
        return "€", MULTIPLES[head.removesuffix("€").lower()]
    if tail and head in ("M", "Md", "millions", "milliards"):
        return tail.removeprefix("d’").removeprefix("de "), MULTIPLES[head.lower()]
    if texte.strip().upper() == "EUR":
        return "€", 1
    return texte.strip(), 1


class Indications(NamedTuple):
    """What a free « ventilation » tells: the modality, what it is a part of, where it is printed, how surely."""

    modalite: str
    base: str = ""
    page: str = ""
    jour: date | None = None
    approche: str = ""


def read_indications(texte: str, note: str) -> Indications:
    """The pieces of « abandons, sur total des sorties », « §2.4, 64 PLIE », « / total des entrées », « 01/01/2022 »."""
    pages = PLACE.findall(texte)
    kept, bases, approches = [], [], [get_approche(texte, note)]
    pieces = _cut_pieces(texte)
    for rang, piece in enumerate(pieces):
        plain = PLACE.sub("", piece).replace("()", "").strip(" ,«»")
        if not plain or fold(plain) in ("texte", "calcul"):
            continue
        if found := POPULATION.search(plain):
            bases.append((found["environ"] or "") + found["base"])
            plain = plain[: found.start()].strip(" ,")
        elif found := RAPPORTE.match(plain):
            rest = [found["base"], *(p for p in pieces[rang + 1 :] if not PLACE.fullmatch(p))]
            bases.append(re.sub(r"\s*\([^)]*non précisée[^)]*\)", "", ", ".join(rest)))
            break
        if plain and not any(known.fullmatch(plain) for known in (JOUR_FRANCAIS, AU_MOINS, ROND)):
            kept.append(plain)
    if not bases and (found := re.match(r"(?:« ?)?(?:base )?((?:près de )?\d+ PLIE)\b", note)):
        bases.append(found[1])
    page = pages[0] if pages else ", ".join(PLACE.findall(re.split(r" ; |INCOH| seule", note)[0]))
    return Indications(
        ", ".join(kept), " ; ".join(bases), write_page(page), _read_jour(texte), next(filter(None, approches), "")
    )


def get_approche(texte: str, note: str) -> str:
    """Only what the document itself says, between « »; the rest of a note is said by who copied it."""
    said = [*_cut_pieces(texte), *CITE.findall(note)]
    if any(AU_MOINS.fullmatch(piece) for piece in said):
        return "plancher"
    return "environ" if any(ENVIRON.fullmatch(piece) and not POPULATION.search(piece) for piece in said) else ""


def get_arrondi(note: str) -> Fraction | None:
    return next((Fraction(step) for said, step in ARRONDIS.items() if said in note), None)


def write_page(page: str) -> str:
    return re.sub(r"§ ?", "§ ", page).strip()


def _cut_pieces(texte: str) -> list[str]:
    """At the commas that are in no parenthesis."""
    pieces, depth = [""], 0
    for sign in texte:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            pieces.append("")
        else:
            pieces[-1] += sign
    return [piece.strip() for piece in pieces if piece.strip()]


def _read_jour(texte: str) -> date | None:
    if found := JOUR_FRANCAIS.search(texte):
        try:
            return date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            return None
    return None
