"""Each night, lots go on by themselves: the first contract has begun, the market is over."""

from datetime import time, timedelta

from django.utils.timezone import localdate

from maillage.clause.actions.deroulement import advance_lot
from maillage.clause.models import Lot
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.socle.travaux import Curseur, periodique, travail
from maillage.socle.travaux.models import Travail
from maillage.socle.typographie import write_accord

CODE = "clause.execution"
TRANCHE = 100
AVANCENT = (EtatLot.NOTIFIE, EtatLot.PLANIFIE, EtatLot.EN_EXECUTION, EtatLot.SUSPENDU)


@travail(CODE, "Lots qui commencent ou finissent")
def advance_lots(travail: Travail, curseur: Curseur) -> Curseur | None:
    """A slice of lots at a time; replayed, it moves nothing more."""
    rows = Lot.objects.filter(etat__in=AVANCENT, pk__gt=curseur.get("apres", 0)).order_by("pk")[:TRANCHE]
    lots = list(rows)
    today = localdate()
    travail.progression += sum(advance_lot(by=travail.acteur, lot=lot, today=today) for lot in lots)
    travail.phrase = f"{write_accord(travail.progression, 'lot avancé', 'lots avancés')}."
    return {"apres": lots[-1].pk} if len(lots) == TRANCHE else None


periodique(CODE, chaque=timedelta(days=1), a=time(4, 40))
