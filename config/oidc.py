"""Reads the identity provider from the environment (ProConnect, or any OpenID Connect provider)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

IDENTIFIANT = "oidc"


def read_oidc(env: Mapping[str, str]) -> dict[str, Any]:
    """Empty when no provider is named; a French sentence when it is named by halves.

    MAILLAGE_OIDC_SERVEUR is the discovery address, with or without its `/.well-known/…`. For ProConnect:
    MAILLAGE_OIDC_PORTEES="openid given_name usual_name email siret uid", MAILLAGE_OIDC_COURRIEL_FIABLE=1 (it vouches
    for the e-mail without saying `email_verified`), MAILLAGE_OIDC_ACR_MFA names the levels that stand for two factors.
    """
    serveur = env.get("MAILLAGE_OIDC_SERVEUR", "")
    if not serveur:
        return {}
    missing = [name for name in ("MAILLAGE_OIDC_CLIENT", "MAILLAGE_OIDC_SECRET") if not env.get(name)]
    if missing:
        raise ImproperlyConfigured(f"Le fournisseur d’identité est nommé, mais il manque {' et '.join(missing)}.")
    return {
        "nom": env.get("MAILLAGE_OIDC_NOM", "ProConnect"),
        "serveur": serveur,
        "client": env["MAILLAGE_OIDC_CLIENT"],
        "secret": env["MAILLAGE_OIDC_SECRET"],
        "portees": env.get("MAILLAGE_OIDC_PORTEES", "openid email profile").split(),
        "acr": env.get("MAILLAGE_OIDC_ACR", ""),
        "acr_mfa": env.get("MAILLAGE_OIDC_ACR_MFA", "").split(),
        "amr_mfa": env.get("MAILLAGE_OIDC_AMR_MFA", "mfa").split(),
        "courriel_fiable": env.get("MAILLAGE_OIDC_COURRIEL_FIABLE") == "1",
    }


def build_providers(oidc: Mapping[str, Any]) -> dict[str, Any]:
    """What django-allauth is told."""
    if not oidc:
        return {}
    app = {
        "provider_id": IDENTIFIANT,
        "name": oidc["nom"],
        "client_id": oidc["client"],
        "secret": oidc["secret"],
        "settings": {"server_url": oidc["serveur"], "scope": oidc["portees"], "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


def read_origine(oidc: Mapping[str, Any]) -> list[str]:
    """Where our sign-in form may lead (Content-Security-Policy, `form-action`)."""
    if not oidc:
        return []
    parts = urlsplit(oidc["serveur"])
    return [f"{parts.scheme}://{parts.netloc}"]
