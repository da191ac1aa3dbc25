"""The time spent on the clause: how it is typed and written, what a day may hold, how it adds up."""

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from maillage.clause.nomenclatures.facilitateurs import Tache
from maillage.socle.parametres import fixe
from maillage.socle.typographie import FINE, write_nombre

HEURE = 60
JOUR_MAX = fixe(
    "temps_jour_max", "Temps noté en un jour, au plus", "heures", 13,
    "l’amplitude qui reste quand on ôte le repos de 11 heures (code du travail, L. 3131-1)", a_confirmer=True,
)  # fmt: skip
MINUTES = re.compile(r"(\d{2,4})|(\d{1,4})(?:m|mn|min|minutes?)")  # « 2 » alone: hours or minutes? asked again
HEURES = re.compile(r"(\d{1,2})(?:h|:|heures?)(\d{1,2})?(?:m|mn|min)?")
DECIMALES = re.compile(r"(\d{1,2}),(\d{1,2})(?:h|heures?)?")
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Temps:
    """What is counted of a line. `marche` and `donneur`: what it was for, when it was for something."""

    le: date
    tache: Tache
    minutes: int
    marche: Hashable = None
    donneur: Hashable = None


def read_duree(text: str) -> int | None:
    """In minutes: « 45 », « 45 min », « 1 h », « 1h30 », « 1:30 », « 1,5 h ». None when it says no duration."""
    typed = "".join(text.lower().replace(".", ",").split()).replace(FINE, "")
    if found := DECIMALES.fullmatch(typed):
        parts = int(found[1]) * HEURE * 100 + int(found[2].ljust(2, "0")) * HEURE
        return round(parts / 100)
    if found := HEURES.fullmatch(typed):
        minutes = int(found[2] or 0)
        return int(found[1]) * HEURE + minutes if minutes < HEURE else None
    found = MINUTES.fullmatch(typed)
    return int(found[1] or found[2]) if found else None


def write_duree(minutes: int) -> str:
    """« 45 min », « 1 h », « 1 h 30 », « 1 204 h »."""
    heures, reste = divmod(minutes, HEURE)
    if not heures:
        return f"{reste}{FINE}min"
    return f"{write_nombre(heures)}{FINE}h" + (f"{FINE}{reste:02}" if reste else "")


def check_temps(*, minutes: int, deja: int, le: date, today: date) -> tuple[str, str] | None:
    """The field to mend and why this line is refused. `deja`: the minutes noted that day on the other lines."""
    if le > today:
        return "le", f"Le {le:%d/%m/%Y} n’est pas encore venu : notez ce temps une fois passé."
    if minutes < 1:
        return "duree", "Indiquez au moins une minute."
    limite = JOUR_MAX.get(on=le).valeur
    if minutes + deja > limite * HEURE:
        noted = f" ({write_duree(deja)} sont déjà notées)" if deja else ""
        return "duree", f"Un jour ne compte pas plus de {limite} heures{noted} : vérifiez la durée, ou le jour."
    return None


def find_lundi(day: date) -> date:
    return day - timedelta(days=day.weekday())


def add_up(lignes: Iterable[Temps], key: Callable[[Temps], K]) -> dict[K, int]:
    """Minutes by `key`, the most first; lines of the same total keep their order."""
    totals: dict[K, int] = {}
    for ligne in lignes:
        cle = key(ligne)
        totals[cle] = totals.get(cle, 0) + ligne.minutes
    return dict(sorted(totals.items(), key=lambda pair: -pair[1]))
