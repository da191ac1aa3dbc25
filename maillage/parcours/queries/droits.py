"""What each person was told and agreed to; how many have not been told."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from maillage.parcours.models import Parcours
from maillage.participants.models import Consentement, Information, Personne
from maillage.participants.rules import notices
from maillage.socle.acteur import Acteur


@dataclass(frozen=True, slots=True)
class Droits:
    remises: list[Information]
    accords: list[Consentement]
    is_informee: bool


@dataclass(frozen=True, slots=True)
class Compte:
    ouverts: int
    non_informes: int


def read_droits(personne: Personne, *, on: date) -> Droits:
    remises = list(Information.objects.filter(personne=personne).order_by("-le", "-pk"))
    accords = list(Consentement.objects.filter(personne=personne).order_by("retire_le", "-donne_le", "-pk"))
    return Droits(remises, accords, notices.is_informee({r.version for r in remises}, on=on))


def count_non_informes(dispositif: int, *, on: date) -> Compte:
    """R-41: of the open files, those whose person was not handed a version that still holds."""
    ouverts = Parcours.objects.filter(dispositif=dispositif).ouverts()
    return Compte(ouverts.count(), _select_non_informes(dispositif, on=on).count())


def _select_non_informes(dispositif: int, *, on: date) -> QuerySet[Parcours]:
    informees = Information.objects.filter(dispositif=dispositif, version__in=notices.list_valables(on)).values(
        "personne"
    )
    return Parcours.objects.filter(dispositif=dispositif).ouverts().exclude(personne__in=informees)


def count_a_informer(acteur: Acteur) -> int:
    """One query: it is asked on every page."""
    if acteur.dispositif is None:
        return 0
    return _select_non_informes(acteur.dispositif, on=localdate()).count()


def is_transmissible_fse(personne: Personne, *, on: date) -> bool:
    """R-41: nothing of a new participant goes to the FSE before they were told."""
    return read_droits(personne, on=on).is_informee
