"""The coordination asks référents to see people again; what is asked appears in their things to do."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from maillage.parcours.models import DemandeDeContact, Parcours
from maillage.parcours.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


@transaction.atomic
def request_contacts(*, by: Acteur, parcours: Sequence[Parcours], today: date) -> int:
    """How many were asked. Asked again the same day, it is the same request."""
    for one in parcours:
        permissions.check(by, Droit.AFFECTER, one)
    locked = Parcours.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in parcours]).order_by("pk")
    asked = 0
    for one in locked:
        if not one.is_ouvert:
            continue
        _, is_new = DemandeDeContact.objects.get_or_create(
            dispositif_id=one.dispositif_id, parcours=one, le=today, defaults={"auteur": by.compte}
        )
        if is_new:
            journal.write(by=by, event="parcours.demande_contact", target=one, le=today.isoformat())
        asked += is_new
    return asked
