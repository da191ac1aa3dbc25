"""The timetable: asks for each periodic job once a period. Any worker may do it; the key makes the others' vain."""

from collections.abc import Mapping

from django.utils.timezone import localtime

from maillage.socle.contexte import open_service
from maillage.socle.travaux.actions import enqueue_service
from maillage.socle.travaux.horloge import read_now
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.registre import PERIODIQUES
from maillage.socle.travaux.rules import Cadence, find_periode


def enqueue_periodiques(cadences: Mapping[str, Cadence] = PERIODIQUES) -> list[Travail]:
    """The jobs asked for now; empty most of the time."""
    if not cadences:
        return []
    with open_service("travaux périodiques"):
        now = localtime(read_now())
        due = {code: find_periode(cadence, now=now) for code, cadence in cadences.items()}
        cles = {f"periodique:{code}:{periode}": code for code, periode in due.items() if periode is not None}
        known = set(Travail.objects.filter(cle__in=cles).values_list("cle", flat=True))
        return [enqueue_service(code=code, cle=cle) for cle, code in cles.items() if cle not in known]
