"""Each night, the files of different structures that look like one person."""

from datetime import time, timedelta

from django.utils.timezone import localdate

from maillage.clause.actions.ressemblances import refresh_ressemblances
from maillage.socle.travaux import Curseur, periodique, travail
from maillage.socle.travaux.models import Travail
from maillage.socle.typographie import write_accord

CODE = "clause.ressemblances"


@travail(CODE, "Doublons probables entre services de la clause")
def find_ressemblances(travail: Travail, curseur: Curseur) -> Curseur | None:
    """In one transaction; replayed, it finds nothing more."""
    travail.progression += refresh_ressemblances(today=localdate())
    travail.phrase = f"{write_accord(travail.progression, 'ressemblance nouvelle', 'ressemblances nouvelles')}."
    return None


periodique(CODE, chaque=timedelta(days=1), a=time(4, 50))
