"""When a job may be taken, tried again, or repeated. Pure: the clock is an argument and nobody trusts it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from maillage.socle.travaux.nomenclatures import OUVERTS, RELANCABLES, SUITES, Etat

PREMIERE_ATTENTE = timedelta(seconds=10)
PLUS_LONGUE_ATTENTE = timedelta(hours=1)
INTERRUPTIONS_MAX = 5
ORIGINE = datetime(2026, 1, 1)  # noqa: DTZ001  periods are counted on the wall clock


class TransitionRefusee(Exception):
    """The table of states does not allow it."""


def check_transition(before: Etat, after: Etat) -> None:
    if after not in SUITES[before]:
        raise TransitionRefusee(f"Un travail « {before} » ne devient pas « {after} ».")


def is_bail_libre(jusqu_a: datetime | None, *, now: datetime, duree: timedelta) -> bool:
    """True when nobody bears the job any more.

    A lease that ends later than any lease could means that the clock went backwards: it is free too. Taking a job
    from a living worker is harmless (it can no longer commit), leaving one to a dead worker is not.
    """
    return jusqu_a is None or jusqu_a <= now or jusqu_a > now + 2 * duree


def compute_attente(essais: int) -> timedelta:
    """How long to wait before the next try: doubles each time, an hour at most."""
    return min(PREMIERE_ATTENTE * 2 ** min(max(essais - 1, 0), 20), PLUS_LONGUE_ATTENTE)


def check_annulation(etat: Etat) -> str | None:
    """The reason why a job in this state cannot be cancelled; None if it can."""
    return None if etat in OUVERTS else "Ce travail est déjà arrivé à son terme : il n’y a plus rien à annuler."


def check_relance(etat: Etat) -> str | None:
    """The reason why a job in this state cannot be started again; None if it can."""
    return None if etat in RELANCABLES else "Seul un travail en échec ou annulé peut être relancé."


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often: every `chaque`, or every day from the local time `a`."""

    chaque: timedelta
    a: time | None = None


def find_periode(cadence: Cadence, *, now: datetime) -> str | None:
    """The name of the period under way, the same for every worker; None before the day's hour. `now` is local.

    Missed periods are not caught up: a purge or a digest is about today.
    """
    wall = now.replace(tzinfo=None)
    if cadence.a is not None:
        return date.isoformat(wall.date()) if wall.time() >= cadence.a else None
    return str((wall - ORIGINE) // cadence.chaque)
