"""Signs a fictitious person in, once, without the pages of the sign-in: what is measured begins afterwards."""

import time
from importlib import import_module


def open_session(email: str) -> str:
    """The key of a session of this account, as the middleware reads it."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from maillage.comptes import sessions
    from maillage.comptes.models import Compte
    from maillage.socle.contexte import open_service

    with open_service("banc : ouvrir une session"):
        compte = Compte.objects.get(email=email, is_demonstration=True)
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(compte.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = compte.get_session_auth_hash()
        sessions.begin(session, now=time.time())
        session.create()
    return str(session.session_key)
