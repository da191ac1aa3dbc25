"""Who follows which lots on a day, for whose credit an hour is (R6): one query, whatever the lots."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from maillage.clause.models import Lot, SuiviLot
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.portee import select_suivis
from maillage.reseau.queries.territoires import list_couvrants_parmi
from maillage.socle.contexte import open_service
from maillage.territoire.models import Commune


@dataclass(frozen=True, slots=True)
class Suiveuses:
    """`structures`: those that may be given hours, an observatrice is not."""

    pilote: int
    structures: frozenset[int]


def read_suiveuses(lots: Collection[int], *, on: date) -> dict[int, Suiveuses]:
    """On the day of the hours; on a day before the lot was known, its first pilote."""
    with open_service("structure créditrice d’une heure : qui suit le lot ce jour-là"):
        rows = list(select_suivis(on=on).filter(lot__in=lots).exclude(role=RoleSuivi.OBSERVATRICE))
        known = {row.lot_id for row in rows if row.role == RoleSuivi.PILOTE}
        late = set(lots) - known
        first = SuiviLot.objects.filter(lot__in=late, role=RoleSuivi.PILOTE).order_by("-du") if late else ()
        pilotes = {row.lot_id: row.structure_id for row in (*first, *rows) if row.role == RoleSuivi.PILOTE}
    return {
        lot: Suiveuses(pilotes[lot], frozenset({pilotes[lot], *(r.structure_id for r in rows if r.lot_id == lot)}))
        for lot in lots
    }


def find_territoire(lot: int, suivent: Collection[int], *, on: date) -> int | None:
    """Of those that follow the lot, the one that works where the market is carried out; None: nobody, or several."""
    with open_service("structure créditrice d’une heure : où le marché s’exécute"):
        places = Lot.objects.filter(pk=lot).values("marche__lieu_commune")
        commune = Commune.objects.filter(pk__in=places).first()
    if commune is None:
        return None
    found = list_couvrants_parmi(suivent, commune, on=on)
    return found[0] if len(found) == 1 else None
