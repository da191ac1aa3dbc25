"""Until which day the hours of a lot are shown, when they are read day after day (05, R-69).

From one day shown to the next, what was validated tells of enough people: whoever reads every day learns of nobody. The
days follow each other in the order of the decisions, never changed afterwards; the day under way is not over.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillage.clause.rules.deductions import Atome


@dataclass(frozen=True, slots=True)
class Decidee:
    le: date
    atome: Atome


def find_arret(decidees: Iterable[Decidee], *, seuil: int, today: date) -> date | None:
    """The last day that may be shown; None while there is none."""
    par_jour: dict[date, list[Atome]] = defaultdict(list)
    for decidee in decidees:
        if decidee.le < today:
            par_jour[decidee.le].append(decidee.atome)
    arret, depuis, tous = None, list[Atome](), list[Atome]()
    for jour in sorted(par_jour):
        depuis += par_jour[jour]
        tous += par_jour[jour]
        if _count(depuis) >= seuil and _count(tous) >= seuil:
            arret, depuis = jour, []
    return arret


def _count(atomes: Iterable[Atome]) -> int:
    """People whose hours are not nothing, corrections included."""
    nets: dict[tuple[Hashable, Hashable], Decimal] = defaultdict(Decimal)
    for atome in atomes:
        nets[atome.personne, atome.cle] += atome.heures
    return len({personne for (personne, _), heures in nets.items() if heures})
