"""Our answers to the questions django-allauth asks: closed signup, sealed secrets, one sentence for every failure."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from maillage.comptes.models import Compte
from maillage.socle.coffre import Coffre

SECONDS_FACTEURS = Coffre("maillage.comptes.second-facteur")

IDENTIFIANTS_REFUSES = "Adresse ou mot de passe incorrect. Vérifiez les deux, ou demandez un nouveau mot de passe."
TROP_D_ESSAIS = "Trop d’essais. Pour protéger les comptes, patientez quelques minutes avant de recommencer."


class AdaptateurComptes(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": IDENTIFIANTS_REFUSES,
        "invalid_login": IDENTIFIANTS_REFUSES,
        "too_many_login_attempts": TROP_D_ESSAIS,
        "rate_limited": TROP_D_ESSAIS,
        "incorrect_code": (
            "Ce code est incorrect, périmé, ou a déjà servi. Attendez le suivant et recopiez ses six chiffres, ou prenez "
            "un autre code de secours."
        ),
        "incorrect_password": "Ce mot de passe est incorrect.",
        "enter_current_password": "Saisissez votre mot de passe actuel.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by invitation only."""
        return False

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and url_has_allowed_host_and_scheme(
            url, allowed_hosts=set(), require_https=context.request.is_secure()
        )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # One account, one count: neither the host name asked for nor the case of the address opens another.
        return str(credentials.get("email", "")).strip().lower()

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever signed in a moment ago need not prove themselves again."""
        records = get_authentication_records(context.request, context.request.user)
        recent = any(time.time() - r["at"] < app_settings.REAUTHENTICATION_TIMEOUT for r in records)
        return not recent and bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/mon-compte/"


class AdaptateurSecondFacteur(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AdaptateurComptes.error_messages["incorrect_code"],
        "cannot_delete_authenticator": (
            "Votre rôle impose une double authentification : ajoutez une autre protection avant de retirer celle-ci."
        ),
    }

    def encrypt(self, text: str) -> str:
        return SECONDS_FACTEURS.seal_text(text)

    def decrypt(self, encrypted_text: str) -> str:
        return SECONDS_FACTEURS.unseal_text(encrypted_text)

    def get_totp_issuer(self) -> str:
        return "Maillage"

    def _get_site_name(self) -> str:
        return "Maillage"

    def generate_authenticator_name(self, user: Compte, type: str) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "Ma clé d’accès" if number == 1 else f"Ma clé d’accès nº {number}"
