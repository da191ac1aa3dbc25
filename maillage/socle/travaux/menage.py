"""Erases the jobs that are over, whoever asked for them, and with each what it prepared (T12).

Not an `Effacement` of the purge: nobody signs seven days later for a progress bar, and a job that comes back with a
restored backup is erased again by its own date, without tombstone.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils.timezone import make_aware

from maillage.socle.conservation import EXPORTS
from maillage.socle.parametres import fixe
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.nomenclatures import Etat

LOT = 1000
ECHECS = fixe(
    "travaux.echec", "travail en échec avant son effacement", "jours", 30, "choix de conception, paramétrable"
)

Effaceur = Callable[[datetime], int]
_effaceurs: dict[str, Effaceur] = {}


def declare_resultats(effaceur: Effaceur) -> Effaceur:
    """`(avant)` → how many results produced before that moment were erased. A domain that keeps files of jobs has one."""
    _effaceurs[f"{effaceur.__module__}.{effaceur.__qualname__}"] = effaceur
    return effaceur


def erase_resultats(*, on: date) -> int:
    """Called within `open_service`: what jobs produced, past its seven days."""
    avant = _start(on, EXPORTS.get(on=on).valeur)
    return sum(_effaceurs[nom](avant) for nom in sorted(_effaceurs))


def erase_travaux(*, on: date) -> int:
    """Called within `open_service`; returns how many went, `LOT` at most. Doing it twice does no harm."""
    termines = Q(etat__in=[Etat.FINI, Etat.ANNULE], fini_le__lt=_start(on, EXPORTS.get(on=on).valeur))
    echoues = Q(etat=Etat.ECHOUE, fini_le__lt=_start(on, ECHECS.get(on=on).valeur))
    keys = list(Travail.objects.filter(termines | echoues).order_by("pk").values_list("pk", flat=True)[:LOT])
    # The condition is asked again: a job started again meanwhile is not over any more.
    return Travail.objects.filter(termines | echoues, pk__in=keys).delete()[0]


def _start(on: date, jours: int) -> datetime:
    """The first moment of the day that many days before: what is older has had its whole time."""
    return make_aware(datetime.combine(on - timedelta(days=jours), time.min))
