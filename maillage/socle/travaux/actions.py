"""Asks for a job, cancels it, starts it again."""

from datetime import datetime
from typing import Any

from django.db import transaction

from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.travaux import rules
from maillage.socle.travaux.horloge import read_now
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.nomenclatures import Etat
from maillage.socle.travaux.permissions import Droit
from maillage.socle.travaux.registre import get_definition


class ActionRefusee(Exception):
    """The job's state does not allow it; the message is fit for the person."""


def enqueue(
    *,
    by: Acteur,
    code: str,
    parametres: dict[str, Any],
    dispositif: int | None = None,
    cle: str | None = None,
    planifie_pour: datetime | None = None,
) -> Travail:
    """Asks for a job in the transaction under way. The same `cle` twice, within a dispositif, is the same job.

    The caller has checked the droit to what the job does; here, only that the dispositif is one of the acteur's.
    """
    if by.is_anonyme:
        raise permissions.DroitRefuse("Connectez-vous pour lancer ce travail.")
    dispositif = dispositif if dispositif is not None else by.dispositif
    if dispositif is not None and dispositif not in by.dispositifs:
        raise permissions.DroitRefuse("Ce travail porte sur un dispositif qui n’est pas le vôtre.")
    scope = f"dispositif:{dispositif}" if dispositif is not None else f"compte:{by.compte}"
    with transaction.atomic():
        travail, is_new = _create(
            Travail(
                dispositif_id=dispositif,
                compte_id=by.compte,
                habilitation_id=by.habilitation,
                code=get_definition(code).code,
                parametres=parametres,
                cle=f"{scope}:{code}:{cle}" if cle else "",
                planifie_pour=planifie_pour,
            )
        )
        if is_new:
            journal.write(by=by, event="travaux.demande", target=travail, code=code)
    return travail


def enqueue_service(
    *, code: str, parametres: dict[str, Any] | None = None, dispositif: int | None = None, cle: str = ""
) -> Travail:
    """A job of the installation itself (timetable, purge). Called within `open_service`; its key is its own."""
    travail, _ = _create(
        Travail(code=get_definition(code).code, parametres=parametres or {}, dispositif_id=dispositif, cle=cle)
    )
    return travail


def _create(travail: Travail) -> tuple[Travail, bool]:
    travail.cree_le = read_now()
    if not travail.cle:
        travail.save()
        return travail, True
    # The unique key decides between two simultaneous requests; the second waits for the first, then finds it.
    Travail.objects.bulk_create([travail], ignore_conflicts=True)
    found = Travail.objects.get(cle=travail.cle)
    return found, found.uuid == travail.uuid


@transaction.atomic
def cancel_travail(*, by: Acteur, travail: Travail) -> Travail:
    """At once when it waits; after the step under way when it runs."""
    permissions.check(by, Droit.MENER_TRAVAIL, travail)
    travail = Travail.objects.select_for_update(of=("self",)).get(pk=travail.pk)
    if refus := rules.check_annulation(Etat(travail.etat)):
        raise ActionRefusee(refus)
    now = read_now()
    if travail.etat == Etat.ATTENTE:
        rules.check_transition(Etat.ATTENTE, Etat.ANNULE)
        travail.etat, travail.fini_le = Etat.ANNULE, now
    travail.annulation_demandee_le = now
    travail.save(update_fields=["etat", "fini_le", "annulation_demandee_le"])
    journal.write(by=by, event="travaux.annulation", target=travail, code=travail.code)
    return travail


@transaction.atomic
def restart_travail(*, by: Acteur, travail: Travail) -> Travail:
    """From the step where it stopped: what is done stays done."""
    permissions.check(by, Droit.MENER_TRAVAIL, travail)
    travail = Travail.objects.select_for_update(of=("self",)).get(pk=travail.pk)
    if refus := rules.check_relance(Etat(travail.etat)):
        raise ActionRefusee(refus)
    rules.check_transition(Etat(travail.etat), Etat.ATTENTE)
    travail.etat, travail.essais, travail.erreur = Etat.ATTENTE, 0, ""
    travail.planifie_pour = travail.annulation_demandee_le = travail.fini_le = None
    travail.save(update_fields=["etat", "essais", "erreur", "planifie_pour", "annulation_demandee_le", "fini_le"])
    journal.write(by=by, event="travaux.relance", target=travail, code=travail.code)
    return travail
