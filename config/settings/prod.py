"""Production: refuses to start with a default secret or without its addresses."""

import os

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403


def _required(name: str, meaning: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} manque : {meaning}.")
    return value


SECRET_KEY = _required("MAILLAGE_SECRET", "une clé d’au moins 50 caractères tirés au hasard")
if len(SECRET_KEY) < 50 or SECRET_KEY.startswith("essai-"):
    raise ImproperlyConfigured("MAILLAGE_SECRET est trop court ou public : au moins 50 caractères tirés au hasard.")
ALLOWED_HOSTS = _required("MAILLAGE_HOTES", "les noms d’hôte servis, séparés par des virgules").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{hote}" for hote in ALLOWED_HOSTS]
if DEMONSTRATION:  # noqa: F405
    raise ImproperlyConfigured("MAILLAGE_DEMONSTRATION est interdit en production : retirez cette variable.")

ADRESSE_PUBLIQUE = os.environ.get("MAILLAGE_ADRESSE", f"https://{ALLOWED_HOSTS[0]}").rstrip("/")
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("MAILLAGE_SMTP", "localhost")
COURRIEL_REGLE = "MAILLAGE_SMTP" in os.environ
