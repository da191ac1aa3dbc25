"""Which dispositifs an OI answers for, on a day."""

from datetime import date
from typing import Any

from django.db.models import BigIntegerField, DateField, Q, QuerySet

from maillage.reseau.models import Dispositif, Rattachement
from maillage.socle.preparees import Preparee


def list_rattaches(dispositif: Dispositif, *, on: date) -> list[int]:
    """Keys of the dispositifs attached to this OI; none for any other type."""
    return RATTACHES.read(oi=dispositif.pk, on=on)


def _select_rattaches(oi: Any, on: Any) -> QuerySet[Any, int]:
    rows = Rattachement.objects.filter(Q(au=None) | Q(au__gte=on), oi=oi, du__lte=on)
    return rows.values_list("dispositif_id", flat=True)


RATTACHES = Preparee(_select_rattaches, oi=BigIntegerField(), on=DateField())  # asked by every request
