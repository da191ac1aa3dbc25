"""Erasure of the contacts of buyers and of companies (T7): gone, or written years ago and never read over since."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from django.db import models
from django.db.models import Q

from maillage.clause.actions.contacts import forget_contact
from maillage.clause.models import ContactDonneur, ContactEntreprise
from maillage.socle.conservation import CONTACT_PARTI, MINUTERIES
from maillage.socle.dates import add_months
from maillage.socle.protection.purge import Effacement, declare

REGLE = "T7"


def list_contacts_dus(on: date) -> Iterable[models.Model]:
    active = MINUTERIES[REGLE].active
    assert active is not None
    parti = add_months(on, -CONTACT_PARTI.get(on=on).valeur)
    oublie = add_months(on, -active.get(on=on).valeur)
    acheteurs = ContactDonneur.objects.filter(Q(au__lte=parti) | Q(modifie_le__lte=oublie)).order_by("pk")
    return chain(acheteurs, ContactEntreprise.objects.filter(modifie_le__lte=oublie).order_by("pk"))


def erase_contact(objet: models.Model) -> None:
    """The row goes, with the link a buyer held; a statement forgets who answered it. The journal never held the name."""
    if isinstance(objet, ContactEntreprise):
        forget_contact(objet)
    else:
        ContactDonneur.objects.filter(pk=objet.pk).delete()


def list_tous() -> Iterable[models.Model]:
    return chain(ContactDonneur.objects.all(), ContactEntreprise.objects.all())


declare(
    Effacement(
        regle=REGLE, libelle="Contacts d’acheteurs et d’entreprises", list_dus=list_contacts_dus, erase=erase_contact,
        list_tous=list_tous,
    )
)  # fmt: skip
