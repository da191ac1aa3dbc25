"""Settings of the real processes that tests start: the suite's, with files on disk, the cache that processes share, and
the tests' own addresses."""

from config.settings.base import CACHES as _CACHES
from config.settings.test import *  # noqa: F403
from config.settings.test import STORAGES as _STORAGES

CACHES = _CACHES
ROOT_URLCONF = "tests.socle.formulaires.urls_essai"
STORAGES = _STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
