"""Until when a person of the clause is named: counted from the end of the last market they worked on (T6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maillage.socle.dates import add_months


@dataclass(frozen=True, slots=True)
class Durees:
    """In months, as the retention table says."""

    active: int
    archive: int


@dataclass(frozen=True, slots=True)
class Echeances:
    archive: date
    fin: date


def find_depart(*, fins: Iterable[date | None], derniers: Iterable[date | None]) -> date | None:
    """The end of the last market; without any, the last decision or contract. None while a market has no end yet.

    `fins`: of each market worked on, None while it runs; `derniers`: what else happened, whatever the market.
    """
    ends = list(fins)
    if any(fin is None for fin in ends):
        return None
    return max((day for day in (*ends, *derniers) if day is not None), default=None)


def compute_echeances(depart: date, durees: Durees) -> Echeances:
    archive = add_months(depart, durees.active)
    return Echeances(archive, add_months(archive, durees.archive))


def find_derniere_annee(*, mois: int, on: date) -> int:
    """The last year kept no longer: its end is `mois` old (T16)."""
    annee = add_months(on, -mois).year
    return annee if add_months(date(annee, 12, 31), mois) <= on else annee - 1
