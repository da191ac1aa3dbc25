"""Each night: the files of different structures that look like one person, and the hours that look told twice."""

from datetime import time, timedelta

from django.utils.timezone import localdate

from maillage.clause.actions.doublons import show_doublons
from maillage.clause.actions.ressemblances import refresh_ressemblances
from maillage.socle.dates import add_months
from maillage.socle.travaux import Curseur, periodique, travail
from maillage.socle.travaux.models import Travail
from maillage.socle.typographie import write_accord

CODE = "clause.ressemblances"
MOIS = 12  # a statement is rarely older


@travail(CODE, "Doublons probables entre services de la clause")
def find_ressemblances(travail: Travail, curseur: Curseur) -> Curseur | None:
    """The files first, then a month at a time; replayed, it finds nothing more."""
    today = localdate()
    rang = curseur.get("rang", 0)
    if not rang:
        travail.progression += refresh_ressemblances(today=today)
        travail.phrase = f"{write_accord(travail.progression, 'ressemblance nouvelle', 'ressemblances nouvelles')}."
    else:
        show_doublons(travail.acteur, mois=add_months(today.replace(day=1), 1 - rang), today=today)
    return {"rang": rang + 1} if rang < MOIS else None


periodique(CODE, chaque=timedelta(days=1), a=time(4, 50))
