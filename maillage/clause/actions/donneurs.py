"""Contacts and conventions of a donneur d'ordre."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.actions.saisies import keep
from maillage.clause.models import ContactDonneur, Convention
from maillage.clause.permissions import Droit
from maillage.reseau.rules import check_telephone
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal

CHAMPS_CONTACT = ("nom", "fonction", "telephone", "courriel", "is_referent", "du", "au")
CHAMPS_CONVENTION = ("objet", "niveau", "modele", "contenu", "du", "au")


def save_contact(
    *, by: Acteur, contact: ContactDonneur, values: Mapping[str, Any], today: date, lue: str | None = None
) -> ContactDonneur:
    """A person to reach. The journal never holds the name."""
    if values["telephone"] and (refus := check_telephone(values["telephone"])):
        raise ClauseRefusee(refus, champ="telephone")
    return keep(
        by=by, row=contact, values={**values, "modifie_le": today}, champs=CHAMPS_CONTACT, lue=lue,
        event="clause.contact", champ="courriel",
    )  # fmt: skip


@transaction.atomic
def erase_contact(*, by: Acteur, contact: ContactDonneur) -> None:
    """At once, because the person asked: only the fact that a line was erased stays."""
    permissions.check(by, Droit.TENIR_MARCHES, contact)
    journal.write(by=by, event="clause.contact_efface", target=contact)
    ContactDonneur.objects.filter(pk=contact.pk).delete()


def save_convention(
    *, by: Acteur, convention: Convention, values: Mapping[str, Any], lue: str | None = None
) -> Convention:
    return keep(
        by=by, row=convention, values=values, champs=CHAMPS_CONVENTION, lue=lue, event="clause.convention", champ="au"
    )  # fmt: skip
