"""Files within an acteur's reach."""

from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet

from maillage.parcours.models import Parcours
from maillage.parcours.portee import build_portee, build_suivi
from maillage.socle.acteur import Acteur


def get_parcours(acteur: Acteur, uuid: UUID, *, on: date) -> Parcours:
    """With its person and référent; raises DoesNotExist, for what is out of reach as for what is not."""
    rows = Parcours.objects.select_related("personne", "referent", "dispositif")
    return rows.get(build_portee(acteur, on=on), uuid=uuid)


def list_file_active(acteur: Acteur, *, on: date) -> QuerySet[Parcours]:
    """One's own people, those not seen for longest first; never seen comes before all."""
    return (
        Parcours.objects.en_file_active()
        .filter(build_suivi(acteur, on=on), dispositif=acteur.dispositif)
        .select_related("personne")
        .order_by(F("dernier_contact").asc(nulls_first=True), "pk")
    )
