"""The jobs' own housekeeping."""

from datetime import time, timedelta

from django.utils.timezone import localdate

from maillage.socle.travaux import menage
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.registre import Curseur, periodique, travail

MENAGE = "travaux.menage"


@travail(MENAGE, "Effacement des travaux terminés et de leurs résultats")
def clean(travail: Travail, curseur: Curseur) -> Curseur | None:
    today = localdate()
    resultats = curseur.get("resultats", 0) + menage.erase_resultats(on=today)
    done = menage.erase_travaux(on=today)
    travaux = curseur.get("travaux", 0) + done
    travail.phrase = f"Travaux effacés : {travaux} ; résultats effacés : {resultats}."
    return {"travaux": travaux, "resultats": resultats} if done else None


periodique(MENAGE, chaque=timedelta(days=1), a=time(3, 45))
