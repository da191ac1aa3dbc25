"""Whom to reach in a company; the link by which a buyer's contact reads where its lots stand."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.clause.actions.marches import ClauseRefusee, save
from maillage.clause.models import AccesDonneur, ContactDonneur, ContactEntreprise, Releve
from maillage.clause.permissions import Droit
from maillage.clause.rules.releves import find_fin_acces
from maillage.reseau.rules import check_telephone
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.versions import check_lue

CHAMPS_CONTACT = ("nom", "fonction", "telephone", "courriel", "is_declarant")


@transaction.atomic
def save_contact(
    *, by: Acteur, contact: ContactEntreprise, values: Mapping[str, Any], today: date, lue: str | None = None
) -> ContactEntreprise:
    """The journal never holds the name."""
    permissions.check(by, Droit.TENIR_MARCHES, contact)
    if values["telephone"] and (refus := check_telephone(values["telephone"])):
        raise ClauseRefusee(refus, champ="telephone")
    is_new = contact.pk is None
    if not is_new:
        contact = ContactEntreprise.objects.select_for_update(of=("self",)).get(pk=contact.pk)
        check_lue(contact, CHAMPS_CONTACT, lue)
    save(contact, {**values, "modifie_le": today}, champ="courriel" if not values["is_declarant"] else "is_declarant")
    event = "clause.contact_entreprise" if is_new else "clause.contact_entreprise_modifie"
    journal.write(by=by, event=event, target=contact)
    return contact


@transaction.atomic
def erase_contact(*, by: Acteur, contact: ContactEntreprise) -> None:
    """At once, because the person left or asked: the statements stay, without whoever answered them."""
    permissions.check(by, Droit.TENIR_MARCHES, contact)
    journal.write(by=by, event="clause.contact_entreprise_efface", target=contact)
    forget_contact(contact)


def forget_contact(contact: ContactEntreprise) -> None:
    Releve.objects.filter(contact=contact.pk).update(contact=None)
    ContactEntreprise.objects.filter(pk=contact.pk).delete()


@transaction.atomic
def open_acces(*, by: Acteur, contact: ContactDonneur, today: date) -> AccesDonneur:
    """A new link; the one given before stops opening."""
    permissions.check(by, Droit.TENIR_MARCHES, contact)
    ContactDonneur.objects.select_for_update(of=("self",)).get(pk=contact.pk)  # two first links, one row
    acces, _ = AccesDonneur.objects.get_or_create(dispositif_id=contact.dispositif_id, contact=contact)
    acces.lien_rang += 1
    acces.lien_jusqu_au = find_fin_acces(today)
    acces.save(update_fields=["lien_rang", "lien_jusqu_au"])
    journal.write(by=by, event="clause.donneur_lien", target=contact, rang=acces.lien_rang)
    return acces


@transaction.atomic
def close_acces(*, by: Acteur, contact: ContactDonneur) -> None:
    permissions.check(by, Droit.TENIR_MARCHES, contact)
    if AccesDonneur.objects.filter(contact=contact, lien_jusqu_au__isnull=False).update(lien_jusqu_au=None):
        journal.write(by=by, event="clause.donneur_lien_retire", target=contact)


def record_ouverture(*, by: Acteur, acces: AccesDonneur) -> None:
    """Within `open_service`, each time the link is followed."""
    AccesDonneur.objects.filter(pk=acces.pk).update(ouvert_le=timezone.now())
    journal.record_acces(by=by, type="clause.donneur_ouvert", target=acces.contact)
