"""The lease: how workers share the jobs. The only writer of a job's state, besides its owner's own actions.

Every write of a bearer is fenced by `prise`: a worker whose lease was taken over changes nothing and commits nothing.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from maillage.socle.contexte import open_service
from maillage.socle.travaux import rules
from maillage.socle.travaux.horloge import read_now
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.nomenclatures import Etat
from maillage.socle.travaux.registre import DEFINITIONS, Curseur

DUREE = timedelta(seconds=60)
LIBRE: dict[str, Any] = {"porteur": "", "bail_jusqu_a": None}
INTERROMPU = (
    f"Le travail a interrompu {rules.INTERRUPTIONS_MAX} fois de suite la machine qui le portait, à la même étape. "
    "Relancez-le ; s’il échoue encore, prévenez l’administration de l’installation."
)


class BailPerdu(Exception):
    """Another worker bears the job now: whatever was being done must be rolled back."""


def take(porteur: str, *, duree: timedelta = DUREE) -> Travail | None:
    """The next job to carry, now borne by `porteur`; None when nothing is due."""
    with open_service("prise d’un travail"):
        now = read_now()
        travail = _lock(_due(porteur, now, duree)).first()
        if travail is None:
            return None
        etat = _find_suite(travail)
        rules.check_transition(Etat(travail.etat), etat)
        travail.etat = etat
        travail.prise += 1
        if etat is Etat.EN_COURS:
            travail.porteur = porteur
            travail.bail_jusqu_a = now + duree
            travail.commence_le = travail.commence_le or now
            travail.essais += 1
        else:
            travail.porteur, travail.bail_jusqu_a, travail.fini_le = "", None, now
            travail.erreur = INTERROMPU if etat is Etat.ECHOUE else ""
        travail.save()
    return travail


def _find_suite(travail: Travail) -> Etat:
    if travail.annulation_demandee_le:
        return Etat.ANNULE
    # Only a lease found dead can say that the job kills its bearers: failures are counted by `record_echec`.
    if travail.etat == Etat.EN_COURS and travail.essais >= rules.INTERRUPTIONS_MAX:
        return Etat.ECHOUE
    return Etat.EN_COURS


def _due(porteur: str, now: datetime, duree: timedelta) -> QuerySet[Travail]:
    # `is_bail_libre`, written for the database. A bearer that asks for work bears nothing: it restarted.
    libre = Q(bail_jusqu_a__lte=now) | Q(bail_jusqu_a__gt=now + 2 * duree) | Q(porteur=porteur)
    attendu = Q(planifie_pour=None) | Q(planifie_pour__lte=now)
    return Travail.objects.filter(
        Q(etat=Etat.ATTENTE) & attendu | Q(etat=Etat.EN_COURS) & libre, code__in=list(DEFINITIONS)
    ).order_by("id")


def _lock(travaux: QuerySet[Travail]) -> QuerySet[Travail]:
    if connection.features.has_select_for_update_skip_locked:
        return travaux.select_for_update(skip_locked=True)
    return travaux  # SQLite: the transaction is IMMEDIATE, nobody else is writing


def renew(travail: Travail, *, duree: timedelta) -> bool:
    """Heartbeat; False when the lease is lost."""
    with open_service("battement d’un travail"):
        return bool(_borne(travail).update(bail_jusqu_a=read_now() + duree))


def save_etape(travail: Travail, curseur: Curseur | None, *, duree: timedelta) -> Etat:
    """The checkpoint, last write of the step's own transaction; returns what the job has become."""
    now = read_now()
    rows = _borne(travail).update(
        curseur=travail.curseur if curseur is None else curseur,
        progression=travail.progression,
        total=travail.total,
        phrase=travail.phrase,
        resultat=travail.resultat,
        erreur="",
        essais=1,
        bail_jusqu_a=now + duree,
    )
    if not rows:
        raise BailPerdu(str(travail.uuid))
    travail.essais = 1
    if curseur is None:
        _leave(travail, Etat.FINI, fini_le=now)
        return Etat.FINI
    travail.curseur = curseur
    # The row is locked by the update above: the answer cannot change before we commit.
    if _borne(travail).filter(annulation_demandee_le__isnull=False).exists():
        _leave(travail, Etat.ANNULE, fini_le=now)
        return Etat.ANNULE
    return Etat.EN_COURS


def release(travail: Travail) -> None:
    """Gives the job back, unharmed, to the next worker (orderly stop)."""
    with open_service("arrêt d’un travailleur"):
        _leave(travail, Etat.ATTENTE, essais=0, planifie_pour=None)


def record_echec(travail: Travail, erreur: str, *, definitif: bool) -> Etat:
    """A step failed: try again later, or give up and say why."""
    with open_service("échec d’un travail"):
        now = read_now()
        if definitif or travail.essais >= DEFINITIONS[travail.code].essais:
            _leave(travail, Etat.ECHOUE, erreur=erreur, fini_le=now)
            return Etat.ECHOUE
        later = now + rules.compute_attente(travail.essais)
        _leave(travail, Etat.ATTENTE, erreur=erreur, planifie_pour=later)
        return Etat.ATTENTE


def _leave(travail: Travail, etat: Etat, **fields: Any) -> None:
    rules.check_transition(Etat.EN_COURS, etat)
    if not _borne(travail).update(etat=etat, **LIBRE, **fields):
        raise BailPerdu(str(travail.uuid))
    travail.etat = etat


def _borne(travail: Travail) -> QuerySet[Travail]:
    return Travail.objects.filter(pk=travail.pk, prise=travail.prise, etat=Etat.EN_COURS)
