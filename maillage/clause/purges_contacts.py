"""Erasure of the contacts of buyers (T7): gone, or written years ago and never read over since."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Q

from maillage.clause.models import ContactDonneur
from maillage.socle.conservation import CONTACT_PARTI, MINUTERIES
from maillage.socle.dates import add_months
from maillage.socle.protection.purge import Effacement, declare

REGLE = "T7"


def list_contacts_dus(on: date) -> Iterable[ContactDonneur]:
    active = MINUTERIES[REGLE].active
    assert active is not None
    parti = add_months(on, -CONTACT_PARTI.get(on=on).valeur)
    oublie = add_months(on, -active.get(on=on).valeur)
    return ContactDonneur.objects.filter(Q(au__lte=parti) | Q(modifie_le__lte=oublie)).order_by("pk")


def erase_contact(objet: models.Model) -> None:
    """The row goes: nothing else points to it, and the journal never held the name."""
    ContactDonneur.objects.filter(pk=objet.pk).delete()


declare(
    Effacement(
        regle=REGLE,
        libelle="Contacts d’acheteurs",
        list_dus=list_contacts_dus,
        erase=erase_contact,
        list_tous=ContactDonneur.objects.all,
    )
)
