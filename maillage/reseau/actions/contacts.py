"""The people to call in a dispositif: written by its team, public only with their consent, erased when they ask."""

from datetime import date
from typing import Any

from django.db import transaction

from maillage.reseau import rules
from maillage.reseau.actions.fiches import lock
from maillage.reseau.models import Contact, Dispositif
from maillage.reseau.nomenclatures import Fonction
from maillage.reseau.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


class ContactRefuse(Exception):
    """`champ`: the field to correct; the message says how."""

    def __init__(self, message: str, *, champ: str | None = None) -> None:
        super().__init__(message)
        self.champ = champ


@transaction.atomic
def record_contact(
    *,
    by: Acteur,
    dispositif: Dispositif,
    fonction: Fonction,
    nom: str,
    precision: str,
    telephone: str,
    courriel: str,
    du: date,
    consenti_le: date | None,
    today: date,
) -> Contact:
    """Adds somebody. Several people may share a function."""
    permissions.check(by, Droit.TENIR_CONTACTS, dispositif)
    dispositif = lock(dispositif)
    _check(telephone=telephone, courriel=courriel, du=du, consenti_le=consenti_le, today=today)
    contact = Contact.objects.create(
        dispositif=dispositif, fonction=fonction, nom=nom, precision=precision, telephone=telephone,
        courriel=courriel, du=du, consenti_le=consenti_le, modifie_le=today,
    )  # fmt: skip
    journal.write(by=by, event="reseau.contact", target=dispositif, **_identify(contact), du=du.isoformat())
    _write_accord(by, contact, avant=None)
    return contact


@transaction.atomic
def modify_contact(
    *,
    by: Acteur,
    contact: Contact,
    fonction: Fonction,
    nom: str,
    precision: str,
    telephone: str,
    courriel: str,
    du: date,
    consenti_le: date | None,
    today: date,
) -> Contact:
    """Corrects a line. Another person in the same function is another contact."""
    permissions.check(by, Droit.TENIR_CONTACTS, contact)
    contact = _lock(contact)
    _check(telephone=telephone, courriel=courriel, du=du, consenti_le=consenti_le, today=today)
    if contact.au is not None and contact.au < du:
        raise ContactRefuse(f"Cette fonction s’est terminée le {contact.au:%d/%m/%Y}.", champ="du")
    wanted: dict[str, object] = {
        "fonction": fonction, "nom": nom, "precision": precision, "telephone": telephone, "courriel": courriel,
        "du": du, "consenti_le": consenti_le,
    }  # fmt: skip
    avant = contact.consenti_le
    changed = [name for name, value in wanted.items() if getattr(contact, name) != value]
    for name in changed:
        setattr(contact, name, wanted[name])
    if changed:
        contact.modifie_le = today
        contact.save(update_fields=[*changed, "modifie_le"])
        if told := sorted(set(changed) - {"consenti_le"}):
            journal.write(
                by=by, event="reseau.contact_modifie", target=contact.dispositif, **_identify(contact), champs=told
            )
        _write_accord(by, contact, avant=avant)
    return contact


@transaction.atomic
def end_contact(*, by: Acteur, contact: Contact, au: date, today: date) -> Contact:
    """Leaves the function at the end of `au`; the line goes by itself a year later (T15)."""
    permissions.check(by, Droit.TENIR_CONTACTS, contact)
    contact = _lock(contact)
    if contact.au == au:
        return contact
    if refus := rules.check_periode(du=contact.du, au=au, today=today):
        raise ContactRefuse(refus, champ="au")
    if au > today:
        raise ContactRefuse(f"Le {au:%d/%m/%Y} est dans le futur : déclarez-le le jour venu.", champ="au")
    contact.au, contact.modifie_le = au, today
    contact.save(update_fields=["au", "modifie_le"])
    journal.write(
        by=by, event="reseau.contact_termine", target=contact.dispositif, **_identify(contact), au=au.isoformat()
    )
    return contact


@transaction.atomic
def erase_contact(*, by: Acteur, contact: Contact) -> None:
    """At once, because the person asked: nothing of them stays but the fact that a line was erased."""
    permissions.check(by, Droit.TENIR_CONTACTS, contact)
    contact = _lock(contact)
    journal.write(by=by, event="reseau.contact_efface", target=contact.dispositif, **_identify(contact))
    contact.delete()


def end_contacts(dispositif: Dispositif, *, au: date, today: date) -> None:
    """Those of a dispositif that closes: nobody answers there any more."""
    for contact in Contact.objects.filter(dispositif=dispositif, au=None):
        contact.au, contact.modifie_le = max(au, contact.du), today
        contact.save(update_fields=["au", "modifie_le"])


def _check(*, telephone: str, courriel: str, du: date, consenti_le: date | None, today: date) -> None:
    if not telephone and not courriel:
        raise ContactRefuse("Donnez un téléphone ou une adresse électronique : un contact sert à joindre quelqu’un.")
    if telephone and (refus := rules.check_telephone(telephone)):
        raise ContactRefuse(refus, champ="telephone")
    if refus := rules.check_periode(du=du, today=today):
        raise ContactRefuse(refus, champ="du")
    if consenti_le is not None and consenti_le > today:
        raise ContactRefuse(
            f"Le {consenti_le:%d/%m/%Y} est dans le futur : notez le jour où la personne a donné son accord.",
            champ="consenti_le",
        )


def _write_accord(by: Acteur, contact: Contact, *, avant: date | None) -> None:
    if avant == contact.consenti_le:
        return
    event = "reseau.contact_accord" if contact.consenti_le else "reseau.contact_sans_accord"
    le = contact.consenti_le.isoformat() if contact.consenti_le else None
    journal.write(by=by, event=event, target=contact.dispositif, **_identify(contact), le=le)


def _identify(contact: Contact) -> dict[str, Any]:
    """Never the name: the function, and the key of a line that may have gone."""
    return {"fonction": contact.libelle_fonction, "contact": str(contact.uuid)}


def _lock(contact: Contact) -> Contact:
    lock(contact.dispositif)
    return Contact.objects.select_related("dispositif").get(pk=contact.pk)
