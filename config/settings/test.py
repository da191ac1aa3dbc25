"""The test suite: fast hash, memory cache, e-mails in memory; otherwise what users run."""

import os
import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403

DEMONSTRATION = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if not os.environ.get("DATABASE_URL"):
    DATABASES["default"]["TEST"] = {"NAME": None}  # noqa: F405  in memory
WHITENOISE_AUTOREFRESH = True  # no collected folder in the tests: files are found where they are written
WHITENOISE_USE_FINDERS = True
# Named by their content, hence shared by every run: a picture is drawn once.
FIGURES_DOSSIER = Path(tempfile.gettempdir()) / f"maillage-essais-figures-{os.getuid()}"
