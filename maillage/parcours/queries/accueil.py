"""What happened during the accueil of somebody, and what it leads to propose."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from maillage.parcours.models import ContactAccueil, Diagnostic, Orientation
from maillage.parcours.nomenclatures.accueil import NatureContact
from maillage.parcours.queries.reglages import read_valeur
from maillage.parcours.rules import accueil
from maillage.parcours.rules.accueil import Bilan, Fait, Proposition


def list_contacts(orientation: Orientation) -> list[ContactAccueil]:
    """The newest first."""
    return list(ContactAccueil.objects.filter(orientation=orientation).order_by("-le", "-pk"))


def assess_contacts(contacts: Iterable[ContactAccueil]) -> Bilan:
    ordered = sorted(contacts, key=lambda contact: (contact.le, contact.pk))
    return accueil.assess(Fait(contact.le, NatureContact(contact.nature)) for contact in ordered)


def list_propositions(orientations: Sequence[Orientation], *, on: date) -> dict[int, Proposition]:
    """Of several at once, by key: those that the coordination is asked to close (T6''). Two queries."""
    if not orientations:
        return {}
    seuil = read_valeur(orientations[0].dispositif_id, accueil.ABSENCES, on=on)
    contacts: dict[int, list[ContactAccueil]] = defaultdict(list)
    for contact in ContactAccueil.objects.filter(orientation__in=orientations):
        contacts[contact.orientation_id].append(contact)
    found = {cle: accueil.propose_sans_suite(assess_contacts(rows), absences=seuil) for cle, rows in contacts.items()}
    return {cle: proposition for cle, proposition in found.items() if proposition is not None}


def is_diagnostic_requis(dispositif: int, *, on: date) -> bool:
    return bool(read_valeur(dispositif, accueil.DIAGNOSTIC_REQUIS, on=on))


def is_sans_diagnostic(orientation: Orientation, *, on: date) -> bool:
    """True when T5 holds it back."""
    return not list_jours_diagnostic(orientation) and is_diagnostic_requis(orientation.dispositif_id, on=on)


def list_jours_diagnostic(orientation: Orientation) -> list[date]:
    """Of the diagnostics written before the entry."""
    return list(Diagnostic.objects.filter(orientation=orientation).values_list("le", flat=True))
