"""What the worker does each night about accounts: suspends what was not reviewed, closes what sleeps."""

from datetime import time, timedelta

from django.utils import timezone
from django.utils.timezone import localdate

from maillage.comptes import actions
from maillage.socle.travaux import Curseur, periodique, travail
from maillage.socle.travaux.models import Travail

CODE = "comptes.entretien"


@travail(CODE, "Entretien des comptes et des habilitations")
def entretenir(travail: Travail, curseur: Curseur) -> Curseur | None:
    today = localdate()
    suspendues = actions.suspend_unreviewed(today=today, now=timezone.now())
    desactives = actions.deactivate_dormant(today=today)
    travail.phrase = f"{suspendues} habilitation(s) suspendue(s), {desactives} compte(s) désactivé(s)."
    return None


periodique(CODE, chaque=timedelta(days=1), a=time(3, 30))
