"""Erasure of the contacts of a dispositif (T15): the person left, or nobody has confirmed them for years."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Q

from maillage.reseau.models import Contact
from maillage.socle.conservation import CONTACT_NON_VERIFIE, CONTACT_PARTI
from maillage.socle.dates import add_months
from maillage.socle.protection.purge import Effacement, declare


def list_contacts_dus(on: date) -> Iterable[Contact]:
    """Gone for a year; or written three years ago on a fiche that nobody has verified since."""
    parti = add_months(on, -CONTACT_PARTI.get(on=on).valeur)
    oublie = add_months(on, -CONTACT_NON_VERIFIE.get(on=on).valeur)
    oublies = Q(modifie_le__lte=oublie) & (Q(dispositif__verifie_le=None) | Q(dispositif__verifie_le__lte=oublie))
    return Contact.objects.filter(Q(au__lte=parti) | oublies).order_by("pk")


def erase_contact(objet: models.Model) -> None:
    """The row goes: nothing else points to it, and the journal never held the name."""
    Contact.objects.filter(pk=objet.pk).delete()


declare(
    Effacement(
        regle="T15",
        libelle="Contacts par fonction",
        list_dus=list_contacts_dus,
        erase=erase_contact,
        list_tous=Contact.objects.all,
    )
)
