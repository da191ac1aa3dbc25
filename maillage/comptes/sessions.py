"""Limits of a signed-in session (domaine 05 § 9): idle, absolute, and a new key whenever its rights change."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from maillage.comptes.durees import Parametres

SECOND_FACTEUR_FEDERE = "second_facteur_federe"
OUVERTE, VUE, SENSIBLE = "ouverte_a", "vue_a", "page_sensible"
# An activity is written at most once a minute: a limit of half an hour needs no better, and a read stays a read.
GRAIN = 60


def begin(session: SessionBase, *, now: float) -> None:
    session[OUVERTE] = session[VUE] = now
    session.pop(SENSIBLE, None)


def check_limites(session: SessionBase, *, now: float, parametres: Parametres) -> str | None:
    """The sentence that says why this session is over; None while it may go on."""
    if now - session.get(OUVERTE, now) >= parametres.duree_maximale.total_seconds():
        heures = int(parametres.duree_maximale.total_seconds() // 3600)
        return f"Votre session a atteint sa durée maximale de {heures} heures. Reconnectez-vous pour continuer."
    limite = parametres.inactivite_sensible if session.get(SENSIBLE) else parametres.inactivite
    if now - session.get(VUE, now) >= limite.total_seconds():
        return f"Votre session a été fermée après {_minutes(limite)} sans activité. Reconnectez-vous pour continuer."
    return None


def touch(session: SessionBase, *, now: float, sensible: bool) -> bool:
    """Notes an activity; True when something was written."""
    if OUVERTE not in session:
        begin(session, now=now)
    elif now - session[VUE] < GRAIN and bool(session.get(SENSIBLE)) == sensible:
        return False
    session[VUE] = now
    if sensible:
        session[SENSIBLE] = True
    else:
        session.pop(SENSIBLE, None)
    return True


def rotate(request: HttpRequest) -> None:
    """A new key for the same session: whoever had seen the former one holds nothing any more."""
    former = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=former).update(session_key=request.session.session_key)


def _minutes(duration: timedelta) -> str:
    return f"{int(duration.total_seconds() // 60)} minutes"
