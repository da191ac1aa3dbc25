"""What an employer is recognised as, period after period: a change closes the one before it and erases nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from maillage.clause.nomenclatures.emplois import LIBELLES_STATUT_INSERTION, StatutInsertion

JOUR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Periode:
    """`au` None: it goes on."""

    statut: StatutInsertion
    du: date
    au: date | None = None


@dataclass(frozen=True, slots=True)
class Changement:
    """`corrige`: the period that begins that very day and was wrong; otherwise `ferme` ends on the eve, and one opens until `au`."""

    corrige: Periode | None = None
    ferme: Periode | None = None
    au: date | None = None


def check_changement(periodes: Sequence[Periode], *, statut: StatutInsertion, du: date, today: date) -> dict[str, str]:
    if du > today:
        return {"du": "Un statut se note quand il prend effet, pas avant."}
    current = find_periode(periodes, on=du)
    if current is not None and current.statut is statut:
        return {
            "statut": f"C’est déjà son statut depuis le {current.du:%d/%m/%Y} : {LIBELLES_STATUT_INSERTION[statut]}."
        }
    return {}


def find_periode(periodes: Sequence[Periode], *, on: date) -> Periode | None:
    return next((p for p in periodes if p.du <= on and (p.au is None or on <= p.au)), None)


def plan_changement(periodes: Sequence[Periode], *, du: date) -> Changement:
    """The new one lasts as long as the one it cuts; where nothing was known, until the next one."""
    current = find_periode(periodes, on=du)
    if current is None:
        after = min((p.du for p in periodes if p.du > du), default=None)
        return Changement(au=after - JOUR if after else None)
    if current.du == du:
        return Changement(corrige=current)
    return Changement(ferme=current, au=current.au)
