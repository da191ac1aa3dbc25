"""What a commune belonged to on a day, and whether we know it or only suppose it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Periode:
    """A past belonging, until `au` included; it began the day after the one before it."""

    code: str
    au: date


@dataclass(frozen=True, slots=True)
class Connue:
    """`certaine` False: the day precedes the oldest COG we hold, whose belonging is given for what it is."""

    code: str
    certaine: bool


# The Insee publishes each year's COG in the first weeks of the year; until then the last one is the current one.
MOIS_DE_PARUTION = 4


def is_cog_depasse(millesime: int, *, today: date) -> bool:
    """True when a later COG has been out for some time."""
    return date(millesime + 1, MOIS_DE_PARUTION, 1) <= today


def find_appartenance(passees: Iterable[Periode], *, actuelle: str, premier_cog: date, on: date) -> Connue:
    """The belonging on a day, among those of the COGs loaded since `premier_cog`."""
    code = next((p.code for p in sorted(passees, key=lambda p: p.au) if on <= p.au), actuelle)
    return Connue(code, certaine=on >= premier_cog)
