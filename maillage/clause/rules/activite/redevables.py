"""Who answers for the engagement of a lot, from a day to another: the company that leads, and those that may owe a part of it.

A lot does not say how a group shares out its hours: its mandataire answers for all of them (F8), each cotraitante may owe as much.
A sous-traitante owes nothing to the buyer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from maillage.clause.nomenclatures.marches import ATTRIBUTAIRES, EN_TETE
from maillage.clause.rules.activite.histoire import Cle, EngagementDate, EntreprisePresente


@dataclass(frozen=True, slots=True)
class RedevableDate:
    """`entreprise`: None where no company leads the lot. `is_tete`: it answers for the whole; else it may owe up to `heures`."""

    lot: int
    entreprise: Cle | None
    is_tete: bool
    du: date
    heures: Decimal
    au: date | None = None


def date_redevables(
    engagements: Iterable[EngagementDate], entreprises: Iterable[EntreprisePresente]
) -> list[RedevableDate]:
    """Every engagement has one company that leads, known or not."""
    presentes: dict[int, list[EntreprisePresente]] = defaultdict(list)
    for one in entreprises:
        if one.role in ATTRIBUTAIRES:
            presentes[one.lot].append(one)
    return [row for engagement in engagements for row in _list_redevables(engagement, presentes[engagement.lot])]


def _list_redevables(engagement: EngagementDate, presentes: list[EntreprisePresente]) -> Iterator[RedevableDate]:
    """Who once was bound may still owe: a company that left the lot is counted with those that may."""
    autres = {one.entreprise: None for one in presentes}
    for tete, du, au in _list_tetes(engagement, presentes):
        yield RedevableDate(engagement.lot, tete, True, du, engagement.heures, au)
        for entreprise in autres:
            if entreprise != tete:
                yield RedevableDate(engagement.lot, entreprise, False, du, engagement.heures, au)


def _list_tetes(
    engagement: EngagementDate, presentes: list[EntreprisePresente]
) -> Iterator[tuple[Cle | None, date, date | None]]:
    """As versions do, each leads until the next one does, even once it has left: a lot that ends is not without a company. The
    first one leads from the beginning."""
    par_jour = {
        one.du: one.entreprise
        for one in sorted(presentes, key=lambda one: (one.du, repr(one.entreprise)))
        if one.role in EN_TETE
    }
    jours = sorted(par_jour)
    if not jours:
        yield None, engagement.du, engagement.au
        return
    for rang, jour in enumerate(jours):
        du = engagement.du if rang == 0 else max(jour, engagement.du)
        suivant = jours[rang + 1] - timedelta(days=1) if rang + 1 < len(jours) else None
        ends = [fin for fin in (suivant, engagement.au) if fin is not None]
        au = min(ends, default=None)
        if au is None or au >= du:
            yield par_jour[jour], du, au
