"""What follows a sign-in, a failure or a change of second factor, whichever way it came (password, passkey, OIDC)."""

import time
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth
from django.http import HttpRequest

from maillage.comptes import sessions
from maillage.comptes.models import Compte
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal


def connect_all() -> None:
    auth.user_logged_in.connect(_on_login, dispatch_uid="comptes.connexion")
    auth.user_logged_out.connect(_on_logout, dispatch_uid="comptes.deconnexion")
    auth.user_login_failed.connect(_on_failure, dispatch_uid="comptes.echec")
    for signal, event in (
        (mfa.authenticator_added, "second_facteur_ajoute"),
        (mfa.authenticator_removed, "second_facteur_retire"),
        (mfa.authenticator_reset, "codes_de_secours_renouveles"),
        (account.password_changed, "mot_de_passe_change"),
        (account.password_set, "mot_de_passe_change"),
        (account.password_reset, "mot_de_passe_reinitialise"),
    ):
        signal.connect(_on_change(event), weak=False, dispatch_uid=f"comptes.{event}.{id(signal)}")
    mfa.authentication_failed.connect(_on_second_factor_failure, dispatch_uid="comptes.echec_second_facteur")


def _on_login(sender: Any, request: HttpRequest, user: Compte, **kwargs: Any) -> None:
    sessions.begin(request.session, now=time.time())
    # Set by the federation alone, and for this very sign-in: a later one by password does not inherit it.
    request.session[sessions.SECOND_FACTEUR_FEDERE] = bool(getattr(request, "second_facteur_federe", False))
    _record(request, "connexion", user)


def _on_logout(sender: Any, request: HttpRequest, user: Compte | None, **kwargs: Any) -> None:
    if user is not None:
        _record(request, "deconnexion", user)


def _on_failure(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    # Looked up for known and unknown addresses alike: both answers take the same steps.
    email = str(credentials.get("email") or credentials.get("username") or "").lower()
    _record(request, "connexion.echec", Compte.objects.filter(email=email).first())


def _on_second_factor_failure(sender: Any, request: HttpRequest, user: Compte, **kwargs: Any) -> None:
    _record(request, "connexion.echec_second_facteur", user)


def _on_change(event: str) -> Any:
    def receiver(sender: Any, request: HttpRequest, user: Compte, **kwargs: Any) -> None:
        by = _acteur(request, user)
        with open_service("journal des comptes"):
            journal.write(by=by, event=f"comptes.{event}", target=user)
        if event.startswith(("second_facteur", "codes")) and request.user.is_authenticated:
            sessions.rotate(request)

    return receiver


def _record(request: HttpRequest | None, type: str, compte: Compte | None) -> None:
    if request is None or not hasattr(request, "requete"):
        return  # not a visitor: a test or a command signing somebody in
    with open_service("journal des connexions"):
        journal.record_acces(by=_acteur(request, compte), type=type, target=compte)


def _acteur(request: HttpRequest, compte: Compte | None) -> Acteur:
    return Acteur(
        compte=compte.pk if compte else None,
        adresse=str(request.META.get("REMOTE_ADDR", "")),
        requete=getattr(request, "requete", ""),
    )
