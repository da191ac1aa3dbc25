"""A parcours stops for a while: proposed by the référent, decided by the coordination (domaine 01, T10, T11)."""

from datetime import date

from django.db import transaction

from maillage.parcours.actions.etats import ParcoursRefuse, lock_parcours, move_parcours
from maillage.parcours.models import Parcours, Positionnement, Suspension
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.nomenclatures.sorties import MotifSuspension
from maillage.parcours.permissions import Droit
from maillage.parcours.rules import sorties as rules
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


@transaction.atomic
def propose_suspension(
    *, by: Acteur, parcours: Parcours, motif: MotifSuspension, du: date, fin_prevue: date, today: date
) -> Suspension:
    """Whoever may decide decides at once; else it waits."""
    permissions.check(by, Droit.PROPOSER_SORTIE, parcours)
    parcours = lock_parcours(parcours)
    if parcours.etat != EtatParcours.ACTIF:
        raise ParcoursRefuse(f"Un parcours « {parcours.libelle_etat.lower()} » ne se suspend pas.")
    if Suspension.objects.filter(parcours=parcours, repris_le=None, refusee_le=None).exists():
        raise ParcoursRefuse("Une suspension est déjà proposée.")
    _check(parcours, du=du, fin_prevue=fin_prevue, today=today)
    suspension = Suspension.objects.create(
        dispositif_id=parcours.dispositif_id, parcours=parcours, motif=motif, proposee_le=today, du=du,
        fin_prevue=fin_prevue,
    )  # fmt: skip
    journal.write(
        by=by, event="parcours.suspension_proposee", target=parcours, du=du.isoformat(), au=fin_prevue.isoformat()
    )
    if permissions.can(by, Droit.DECIDER_SORTIE, parcours):
        _decide(by, parcours, suspension, today=today)
    return suspension


@transaction.atomic
def decide_suspension(*, by: Acteur, suspension: Suspension, accepte: bool, today: date) -> Suspension:
    permissions.check(by, Droit.DECIDER_SORTIE, suspension.parcours)
    parcours = lock_parcours(suspension.parcours)
    suspension = Suspension.objects.select_for_update(of=("self",)).get(pk=suspension.pk)
    if suspension.decidee_le or suspension.refusee_le:
        raise ParcoursRefuse("Cette suspension est déjà décidée.")
    if accepte:
        _check(parcours, du=suspension.du, fin_prevue=suspension.fin_prevue, today=today)
        _decide(by, parcours, suspension, today=today)
    else:
        suspension.refusee_le = today
        suspension.save(update_fields=["refusee_le"])
        journal.write(by=by, event="parcours.suspension_refusee", target=parcours, le=today.isoformat())
    return suspension


def _check(parcours: Parcours, *, du: date, fin_prevue: date, today: date) -> None:
    en_cours = Positionnement.objects.filter(parcours=parcours, etat=EtatPositionnement.EN_COURS).count()
    refus = rules.check_suspension(du=du, fin_prevue=fin_prevue, etapes_en_cours=en_cours, on=today)
    if refus is None and du < parcours.date_entree:
        refus = f"La suspension commence avant l’entrée ({parcours.date_entree:%d/%m/%Y})."
    if refus:
        raise ParcoursRefuse(refus)


def _decide(by: Acteur, parcours: Parcours, suspension: Suspension, *, today: date) -> None:
    suspension.decidee_le = today
    suspension.save(update_fields=["decidee_le"])
    move_parcours(by, parcours, EtatParcours.SUSPENDU, le=suspension.du)
    journal.write(by=by, event="parcours.suspension", target=parcours, du=suspension.du.isoformat())


@transaction.atomic
def prolong_suspension(*, by: Acteur, suspension: Suspension, fin_prevue: date, today: date) -> Suspension:
    """Once, not twice."""
    permissions.check(by, Droit.DECIDER_SORTIE, suspension.parcours)
    suspension = _lock_running(suspension)
    refus = rules.check_prolongation(
        fin_prevue=suspension.fin_prevue, nouvelle_fin=fin_prevue, is_prolongee=suspension.prolongee_le is not None,
        on=today,
    )  # fmt: skip
    if refus:
        raise ParcoursRefuse(refus, champ="fin_prevue")
    suspension.fin_prevue, suspension.prolongee_le = fin_prevue, today
    suspension.save(update_fields=["fin_prevue", "prolongee_le"])
    journal.write(by=by, event="parcours.suspension_prolongee", target=suspension.parcours, au=fin_prevue.isoformat())
    return suspension


@transaction.atomic
def resume_parcours(*, by: Acteur, suspension: Suspension, le: date, today: date) -> Parcours:
    """T11."""
    permissions.check(by, Droit.PROPOSER_SORTIE, suspension.parcours)
    parcours = lock_parcours(suspension.parcours)
    suspension = _lock_running(suspension)
    if not suspension.du <= le <= today:
        raise ParcoursRefuse(f"La reprise suit le {suspension.du:%d/%m/%Y}, et n’est pas à venir.", champ="le")
    suspension.repris_le = le
    suspension.save(update_fields=["repris_le"])
    move_parcours(by, parcours, EtatParcours.ACTIF, le=le)
    journal.write(by=by, event="parcours.reprise", target=parcours, le=le.isoformat())
    return parcours


def _lock_running(suspension: Suspension) -> Suspension:
    suspension = Suspension.objects.select_for_update(of=("self",)).select_related("parcours").get(pk=suspension.pk)
    if suspension.decidee_le is None or suspension.repris_le or suspension.refusee_le:
        raise ParcoursRefuse("Cette suspension n’est pas en cours.")
    return suspension
