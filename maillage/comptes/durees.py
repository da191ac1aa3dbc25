"""Durations that decide for sessions, invitations and reviews: dated lines of the settings, with their source."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Parametres:
    """Source of each default: domaine 05 § 9 (sessions) and § 3 (review, dormant accounts)."""

    du: date
    inactivite: timedelta = timedelta(minutes=30)
    inactivite_sensible: timedelta = timedelta(minutes=15)
    duree_maximale: timedelta = timedelta(hours=12)
    invitation: timedelta = timedelta(days=7)
    revue_mois: int = 6
    revue_delai: timedelta = timedelta(days=30)
    compte_dormant: timedelta = timedelta(days=90)


def get_parametres(*, on: date) -> Parametres:
    """The line in force on a day: the last one that has begun."""
    written: list[dict[str, Any]] = settings.COMPTES_PARAMETRES
    lines = sorted((Parametres(**line) for line in written), key=lambda p: p.du)
    return next((line for line in reversed(lines) if line.du <= on), lines[0])
