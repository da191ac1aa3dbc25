"""The situations in force on a day, of several people at once."""

from collections.abc import Collection
from datetime import date

from django.db.models import F

from maillage.participants.models import Situation


def map_situations(parcours: Collection[int], *, on: date) -> dict[int, Situation]:
    """By key of parcours; nothing for those of whom nothing is known."""
    rows = Situation.objects.filter(du__lte=on, personne__parcours__in=list(parcours)).order_by("du", "rang")
    return {row.cle: row for row in rows.annotate(cle=F("personne__parcours"))}
