"""Which dispositifs an OI answers for, on a day."""

from datetime import date

from django.db.models import Q

from maillage.reseau.models import Dispositif, Rattachement


def list_rattaches(dispositif: Dispositif, *, on: date) -> list[int]:
    """Keys of the dispositifs attached to this OI; none for any other type."""
    return list(
        Rattachement.objects.filter(Q(au=None) | Q(au__gte=on), oi=dispositif, du__lte=on).values_list(
            "dispositif_id", flat=True
        )
    )
