"""Carries one job, step by step, until it ends, fails, is cancelled, taken away, or the worker must stop."""

import time
import uuid
from collections.abc import Callable
from datetime import timedelta

import structlog
from django.db import connection

from maillage.socle.base_de_donnees import is_unreachable
from maillage.socle.travaux import bail
from maillage.socle.travaux.acteurs import open_acteur
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.nomenclatures import Etat
from maillage.socle.travaux.registre import TravailRefuse, get_definition

log = structlog.get_logger(__name__)
TOUR = 0.12  # seconds: SQLite's waiting writers look again every tenth of a second at most


def run_etape(travail: Travail, *, duree: timedelta = bail.DUREE) -> Etat:
    """One step: its effects and its checkpoint commit together, or not at all."""
    etape = get_definition(travail.code).etape
    with open_acteur(travail) as acteur:
        travail.acteur = acteur
        return bail.save_etape(travail, etape(travail, travail.curseur), duree=duree)


def run_travail(
    travail: Travail, *, duree: timedelta = bail.DUREE, must_stop: Callable[[], bool] = lambda: False
) -> Etat | None:
    """What the job has become; None when another worker took it over."""
    try:
        while True:
            try:
                etat = run_etape(travail, duree=duree)
            except bail.BailPerdu:
                raise
            except TravailRefuse as refus:
                return bail.record_echec(travail, str(refus), definitif=True)
            except Exception as error:  # a job may fail in any way: it is logged, told and tried again
                if is_unreachable(error):
                    raise  # nobody's failure: the step is simply to be done again
                return _record_imprevu(travail, error)
            if etat is not Etat.EN_COURS:
                return etat
            if must_stop():
                bail.release(travail)
                return Etat.ATTENTE
            leave_tour()
    except bail.BailPerdu:
        log.warning("travail.bail_perdu", travail=str(travail.uuid), code=travail.code)
        return None


def leave_tour() -> None:
    """Between two steps, whoever waits to write has their turn: SQLite has no queue, and a busy worker would always be first."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(TOUR)


def _record_imprevu(travail: Travail, error: Exception) -> Etat:
    reference = uuid.uuid4().hex[:8]
    log.error("travail.echec", travail=str(travail.uuid), code=travail.code, reference=reference, exc_info=error)
    return bail.record_echec(
        travail,
        f"Une erreur imprévue a interrompu le travail (référence {reference}). "
        "L’administration de l’installation en trouve le détail sous cette référence.",
        definitif=False,
    )
