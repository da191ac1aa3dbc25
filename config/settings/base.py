"""Settings common to every mode. Reads the environment once; refuses nothing: `prod` does."""

import os
from datetime import date
from pathlib import Path
from typing import Any

from config.base_de_donnees import read_database_url
from config.oidc import build_providers, read_oidc, read_origine
from maillage.exploitation.traces import build_logging, configure_structlog

RACINE = Path(__file__).resolve().parent.parent.parent
VAR = Path(os.environ.get("MAILLAGE_VAR", RACINE / "var")).resolve()

SECRET_KEY = os.environ.get("MAILLAGE_SECRET", "essai-seulement-cle-publique-refusee-en-production")
# Seals of the journals: the first key seals, the retired ones still verify (changed without stopping).
JOURNAL_CLES = [
    os.environ.get("MAILLAGE_CLE_JOURNAL") or SECRET_KEY,
    *filter(None, os.environ.get("MAILLAGE_CLES_JOURNAL_RETIREES", "").split(",")),
]
# The same in every installation that counts the network's people: it tells that two files are of one person (R9).
CLE_RESEAU = os.environ.get("MAILLAGE_CLE_RESEAU") or SECRET_KEY
JOURNAL_ANCRES = VAR / "journal"  # outside the database, so that a cut tail is seen
DEBUG = False
# Explicit, loopback only: the sign-in page offers the fictitious people of the demonstration in one click.
DEMONSTRATION = os.environ.get("MAILLAGE_DEMONSTRATION") == "1"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

INSTALLED_APPS = [
    "maillage.exploitation",
    "maillage.portail",
    "maillage.consolidation",
    "maillage.consolidation.depots",
    "maillage.consolidation.rapport",
    "maillage.consolidation.enquetes",
    "maillage.consolidation.publications",
    "maillage.consolidation.relecture",
    "maillage.consolidation.direct",
    "maillage.echanges.restitution",
    "maillage.echanges.reprise",
    "maillage.echanges.reperage",
    "maillage.clause",
    "maillage.parcours",
    "maillage.participants",
    "maillage.reseau",
    "maillage.territoire",
    "maillage.comptes",
    "maillage.socle",
    "maillage.socle.journal",
    "maillage.socle.protection",
    "maillage.socle.travaux",
    "maillage.socle.tableaux",
    "maillage.socle.formulaires",
    "maillage.socle.recherche",
    "maillage.socle.afaire",
    "maillage.socle.pieces",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # used by allauth's list of sessions
    "django.contrib.staticfiles",
    "django.forms",  # its widgets' templates, rendered by the project's engine
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "csp",
    "django_prometheus",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "maillage.exploitation.middleware.EntetesMiddleware",
    "maillage.exploitation.middleware.VigieMiddleware",
    "maillage.exploitation.middleware.TracesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "maillage.comptes.middleware.LimitesDeSessionMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    # Last: builds the acteur, opens the compartment, applies each view's declared policy.
    "maillage.comptes.middleware.ActeurMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maillage.socle.contexte_gabarit.cadre",
            ],
            "builtins": [
                "maillage.socle.templatetags.socle",
                "maillage.socle.templatetags.graphiques",
                "maillage.socle.formulaires.templatetags.formulaires",
            ],
        },
    }
]

FORM_RENDERER = "maillage.socle.rendu_formulaires.RenduMaison"

DATABASES = {"default": read_database_url(os.environ.get("DATABASE_URL"), default=VAR / "maillage.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
}

AUTH_USER_MODEL = "comptes.Compte"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("prenom", "nom", "email")},
    },
    {"NAME": "maillage.comptes.mots_de_passe.MotDePasseConnuValidator"},
]
# Sign-in (django-allauth). Accounts are opened by invitation; addresses are proved by it.
ACCOUNT_ADAPTER = "maillage.comptes.adaptateurs.AdaptateurComptes"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_FORMS = {
    "login": "maillage.comptes.forms_connexion.ConnexionForm",
    "reauthenticate": "maillage.comptes.forms_connexion.ConfirmationForm",
    "reset_password": "maillage.comptes.forms_connexion.OubliForm",
    "reset_password_from_key": "maillage.comptes.forms_connexion.NouveauMotDePasseForm",
    "change_password": "maillage.comptes.forms_connexion.MotDePasseForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # the other sessions close by themselves: their hash no longer matches
ACCOUNT_RATE_LIMITS = {
    # Each refusal costs more than the last (domaine 05 § 9: « limitation exponentielle »). Counted in the shared
    # cache, hence across processes; per address typed, known or not, and per network address.
    "login": "60/m/ip",
    "login_failed": "5/5m/key,8/30m/key,12/3h/key,20/1d/key,30/5m/ip,200/1d/ip",
    "reset_password": "20/h/ip,3/h/key",
    "reset_password_from_key": "20/h/ip",
    "change_password": "5/m/user",
    "reauthenticate": "5/m/user,15/h/user",
}
PASSWORD_RESET_TIMEOUT = 3600
MFA_ADAPTER = "maillage.comptes.adaptateurs.AdaptateurSecondFacteur"
MFA_FORMS = {
    "authenticate": "maillage.comptes.forms_connexion.CodeForm",
    "reauthenticate": "maillage.comptes.forms_connexion.ConfirmationParCodeForm",
    "activate_totp": "maillage.comptes.forms_connexion.ApplicationForm",
    "add_webauthn": "maillage.comptes.forms_connexion.CleForm",
    "edit_webauthn": "maillage.comptes.forms_connexion.RenommerCleForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Maillage"
MFA_TOTP_TOLERANCE = 1  # a clock half a minute late is common on shared workstations
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
MFA_ALLOW_UNVERIFIED_EMAIL = True  # no address enters without having been proved by an invitation
OIDC = read_oidc(os.environ)
SOCIALACCOUNT_ADAPTER = "maillage.comptes.oidc.AdaptateurFederation"
SOCIALACCOUNT_PROVIDERS = build_providers(OIDC)
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
# Durations of sessions, invitations and reviews (domaine 05 § 3, § 9): a reform adds a dated line.
COMPTES_PARAMETRES: list[dict[str, Any]] = [{"du": date(2026, 1, 1)}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/accueil/"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/statiques/"
STATIC_ROOT = VAR / "statiques"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "maillage.socle.statiques.StockageStatique"},
}
MEDIA_ROOT = VAR / "pieces"
FIGURES_DOSSIER = VAR / "cache" / "figures"  # pictures already drawn; may be emptied at any time
FIGURES_OCTETS = 256 * 1024**2
# Every file is received on the store's disk, within its limits, never in memory.
FILE_UPLOAD_HANDLERS = ["maillage.socle.pieces.televersement.Televersement"]
ANTIVIRUS = os.environ.get("MAILLAGE_ANTIVIRUS", "")

SESSION_COOKIE_AGE = 12 * 3600  # absolute limit, domaine/05 § 9
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "maillage.socle.formulaires.views.csrf_failure"  # keeps what was typed
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'", *read_origine(OIDC)],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "courriels"
COURRIEL_REGLE = False  # whether what is sent truly leaves: only production, with a server named, says yes
# Where the links of e-mails lead: an e-mail is written without a request.
ADRESSE_PUBLIQUE = os.environ.get("MAILLAGE_ADRESSE", "http://127.0.0.1:8000").rstrip("/")
DEFAULT_FROM_EMAIL = os.environ.get("MAILLAGE_EXPEDITEUR", "Maillage <ne-pas-repondre@localhost>")

# Where `--moteur spark` counts: this machine, or a cluster (spark://…) that reads the same files at the same paths.
SPARK_MAITRE = os.environ.get("MAILLAGE_SPARK", "local[2]")

# PostgreSQL: the role the application connects as; the tables' owner grants it their use and nothing more.
ROLE_APPLICATION = os.environ.get("MAILLAGE_ROLE_APPLICATION", "maillage_app")

# Standard error, for the service manager to keep; JSON where machines read it.
configure_structlog()
LOGGING = build_logging(
    json=os.environ.get("MAILLAGE_JOURNAL") == "json", niveau=os.environ.get("MAILLAGE_NIVEAU", "INFO")
)
LOGGING_CONFIG = "logging.config.dictConfig"
# Whom to tell when something breaks (never on what): addresses separated by commas.
ADMINS = [("", adresse.strip()) for adresse in os.environ.get("MAILLAGE_ADMINS", "").split(",") if adresse.strip()]
METRIQUES_JETON = os.environ.get("MAILLAGE_METRIQUES_JETON", "")
