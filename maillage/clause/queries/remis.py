"""The bilans a donneur d'ordre reads by its link: those handed to it, and no other. Within `open_service`."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from maillage.clause.models import Bilan, DonneurOrdre


def select_remis(donneur: DonneurOrdre) -> QuerySet[Any]:
    """The latest first. `is_remplace`: a newer version was handed over too; one that was not does not exist for it."""
    suivants = Bilan.objects.filter(precedent=OuterRef("pk"), transmis_le__isnull=False)
    rows = Bilan.objects.filter(
        dispositif=donneur.dispositif_id, destinataire=donneur, transmis_le__isnull=False
    ).annotate(is_remplace=Exists(suivants))
    return rows.select_related("precedent", "dispositif").order_by("-transmis_le", "-extrait_le", "-pk")


def get_remis(donneur: DonneurOrdre, uuid: UUID) -> Bilan:
    found: Bilan = select_remis(donneur).get(uuid=uuid)
    return found
