"""What saving a contact asks: who holds it, and what the lists will say of the person's contacts."""

from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, DateTimeField, Max, Min, Q, QuerySet

from maillage.parcours.models import Entretien, Referent
from maillage.parcours.nomenclatures.accompagnement import Presence
from maillage.socle.acteur import Acteur
from maillage.socle.preparees import Preparee


def find_referent(acteur: Acteur) -> Referent | None:
    return next(iter(REFERENT.read(compte=acteur.compte, dispositif=acteur.dispositif)), None)


REFERENT = Preparee(
    lambda compte, dispositif: Referent.objects.filter(compte=compte, dispositif=dispositif).order_by("pk")[:1],
    compte=BigIntegerField(), dispositif=BigIntegerField(),
)  # fmt: skip


def read_contacts(parcours: int, *, now: datetime) -> tuple[datetime | None, datetime | None]:
    """When the person was last seen, and when they are next expected."""
    return next(iter(CONTACTS.read(parcours=parcours, now=now)), (None, None))


def _select_contacts(parcours: Any, now: Any) -> QuerySet[Any, Any]:
    last = Max("debut", filter=Q(presence=Presence.VENU))
    following = Min("debut", filter=Q(presence="", debut__gte=now))
    rows = Entretien.objects.filter(parcours=parcours).values("parcours").order_by()
    return rows.annotate(last=last, following=following).values_list("last", "following")


CONTACTS = Preparee(_select_contacts, parcours=BigIntegerField(), now=DateTimeField())
