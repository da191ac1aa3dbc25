"""The worker: takes jobs one after the other, keeps their lease alive, survives the database's absences."""

import os
import socket
import threading
import uuid
from datetime import timedelta

import structlog
from django.db import DatabaseError, InterfaceError, connection

from maillage.socle.base_de_donnees import is_unreachable
from maillage.socle.contexte import open_service
from maillage.socle.travaux import bail, calendrier
from maillage.socle.travaux.execution import run_travail
from maillage.socle.travaux.horloge import read_now
from maillage.socle.travaux.models import Travail, Travailleur
from maillage.socle.travaux.nomenclatures import Etat

log = structlog.get_logger(__name__)
PAUSE = 1.0
PLUS_LONGUE_PAUSE = 30.0


class Equipier:
    """One worker process. `arret` is set by SIGTERM: the step under way ends, then the worker stops."""

    def __init__(self, *, duree: timedelta = bail.DUREE) -> None:
        self.nom = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:6]}"
        self.duree = duree
        self.arret = threading.Event()
        self.en_cours: Travail | None = None
        self.echecs = 0
        self.absences = 0

    def run(self, *, une_fois: bool = False) -> None:
        """Until asked to stop; with `une_fois`, until nothing is due, and the database's absence is then an error."""
        battement = threading.Thread(target=self._beat, name="battement", daemon=True)
        battement.start()
        try:
            self._run(une_fois=une_fois)
        finally:
            self.arret.set()
            battement.join(timeout=5)

    def _run(self, *, une_fois: bool) -> None:
        while not self.arret.is_set():
            try:
                worked = self.run_next()
            except (DatabaseError, InterfaceError) as error:
                connection.close()
                if une_fois or not is_unreachable(error):
                    raise
                self.arret.wait(self._note_absence())
                continue
            if not worked:
                if une_fois:
                    return
                self.arret.wait(PAUSE)

    def _note_absence(self) -> float:
        """Said once, not at each try; returns how long to wait before the next."""
        if not self.absences:
            log.warning(
                "travailleur.base_absente",
                message="La base ne répond plus : le travailleur attend son retour, rien n’est perdu.",
            )
        self.absences += 1
        return min(PAUSE * 2 ** min(self.absences - 1, 10), PLUS_LONGUE_PAUSE)

    def _note_retour(self) -> None:
        if self.absences:
            log.info("travailleur.base_revenue", message="La base répond de nouveau : le travail reprend.")
        self.absences = 0

    def run_next(self) -> bool:
        """Carries one job to its end or its next stop; False when nothing is due."""
        calendrier.enqueue_periodiques()
        travail = bail.take(self.nom, duree=self.duree)
        self._note_retour()
        if travail is None:
            return False
        if travail.etat != Etat.EN_COURS:
            return True
        self.en_cours = travail
        try:
            etat = run_travail(travail, duree=self.duree, must_stop=self.arret.is_set)
        finally:
            self.en_cours = None
        if etat is Etat.ECHOUE:
            self.echecs += 1
        log.info("travail.etape", travail=str(travail.uuid), code=travail.code, etat=etat or "repris ailleurs")
        return True

    def _beat(self) -> None:
        """Three times a lease: says that we live, and keeps the lease of a long step. Own connection, own thread."""
        try:
            while True:
                try:
                    self.beat()
                except (DatabaseError, InterfaceError):
                    connection.close()  # the main loop tells it; SQLite is also « locked » during our own step
                if self.arret.wait(self.duree.total_seconds() / 3):
                    return
        finally:
            connection.close()

    def beat(self) -> None:
        travail = self.en_cours
        if travail is not None:
            bail.renew(travail, duree=self.duree)
        with open_service("présence d’un travailleur"):
            now = read_now()
            Travailleur.objects.update_or_create(
                nom=self.nom, defaults={"vu_le": now}, create_defaults={"vu_le": now, "demarre_le": now}
            )
            Travailleur.objects.filter(vu_le__lt=now - timedelta(days=1)).delete()
