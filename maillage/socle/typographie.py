"""How numbers, dates and durations are written in French. Pure: no clock, no Django; today is an argument."""

import re
import unicodedata
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from maillage.socle.dates import count_months

FINE = "\u202f"  # narrow no-break space: thousands, and before « % »
MANQUANT = "–"
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
PROCHE = 60  # days within which the day of the week helps more than the year
INVARIABLES = ("mois", "parcours")
Nombre = int | float | Decimal
LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
SEPARATEURS = re.compile(r"[^a-z0-9]+")


def write_nombre(value: Nombre | None, decimales: int | None = None) -> str:
    """`31 555`, `1 234,5`. Without `decimales`, a whole number has none and another keeps its own (at most 2)."""
    if value is None:
        return MANQUANT
    if isinstance(value, int) and not decimales:  # most numbers of a page: no need of decimal arithmetic
        return ("−" if value < 0 else "") + f"{abs(value):,}".replace(",", FINE)
    number = Decimal(str(value))
    if decimales is None:
        places = 0 if number == number.to_integral_value() else min(2, max(0, -int(number.as_tuple().exponent)))
    else:
        places = decimales
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    sign = "−" if rounded < 0 else ""
    whole, _, fraction = f"{abs(rounded):,.{places}f}".partition(".")
    return sign + whole.replace(",", FINE) + ("," + fraction if fraction else "")


def write_pourcentage(value: Nombre | None, decimales: int = 0) -> str:
    """A ratio between 0 and 1 as « 47 % »."""
    if value is None:
        return MANQUANT
    return write_nombre(Decimal(str(value)) * 100, decimales) + FINE + "%"


def write_jour(day: date) -> str:
    """`1er`, then `2`, `3`…"""
    return "1er" if day.day == 1 else str(day.day)


def write_date(day: date) -> str:
    """`3 mars 2026`"""
    return f"{write_jour(day)} {MOIS[day.month - 1]} {day.year}"


def write_date_proche(day: date, *, today: date) -> str:
    """`aujourd’hui`, `demain`, `hier`, `mardi 3 mars` within two months, `3 mars 2024` beyond."""
    distance = (_to_date(day) - _to_date(today)).days
    if distance in PROCHES:
        return PROCHES[distance]
    if abs(distance) <= PROCHE:
        return f"{JOURS[day.weekday()]} {write_jour(day)} {MOIS[day.month - 1]}"
    return write_date(day)


PROCHES = {-1: "hier", 0: "aujourd’hui", 1: "demain"}


def write_date_courte(day: date | None) -> str:
    """`03/03/2026`, for tables."""
    return MANQUANT if day is None else f"{day.day:02}/{day.month:02}/{day.year:04}"


def write_duree(debut: date, *, today: date) -> str:
    """`52 jours` up to three months, then months, then years: the unit in which one speaks of it."""
    start, end = _to_date(debut), _to_date(today)
    days = (end - start).days
    if days < 0:
        raise ValueError("Une durée écoulée commence avant aujourd’hui.")
    months = count_months(start, end)
    if days <= 90 or months < 3:
        return f"{days} jour{'s' if days > 1 else ''}"
    if months < 24:
        return f"{months} mois"
    return f"{months // 12} ans"


def write_depuis(debut: date, *, today: date) -> str:
    """`depuis 52 jours`; the same day, `aujourd’hui`."""
    if _to_date(debut) == _to_date(today):
        return "aujourd’hui"
    return f"depuis {write_duree(debut, today=today)}"


def write_accord(compte: Nombre, singulier: str, pluriel: str = "") -> str:
    """`1 personne`, `74 personnes`, `0 personne`: in French, plural begins at two."""
    noun = singulier if -2 < compte < 2 else (pluriel or singulier + "s")
    return f"{write_nombre(compte)} {noun}"


def write_unite(unite: str, value: Nombre) -> str:
    """« jours », « contrats par personne »: the first word agrees with the number; some keep their letter."""
    first, space, rest = unite.partition(" ")
    if first in INVARIABLES or not -2 < value < 2:
        return unite
    return first.removesuffix("s") + space + rest


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """What two ways of writing the same words have in common: lower case, no accent, one space between words."""
    plain = text
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(LIGATURES))
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return SEPARATEURS.sub(" ", plain.lower()).strip()


def lower_initiale(text: str) -> str:
    """In the middle of a sentence: « bénéficiaires du RSA », not « du rsa »; « GEIQ » stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _to_date(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value
