"""Files within an acteur's reach."""

from datetime import date
from uuid import UUID

from maillage.parcours.models import Parcours
from maillage.parcours.portee import build_portee
from maillage.socle.acteur import Acteur


def get_parcours(acteur: Acteur, uuid: UUID, *, on: date) -> Parcours:
    """With its person and référent; raises DoesNotExist, for what is out of reach as for what is not."""
    rows = Parcours.objects.select_related("personne", "referent", "dispositif")
    return rows.get(build_portee(acteur, on=on), uuid=uuid)
