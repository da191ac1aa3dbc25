"""Reads DATABASE_URL into Django's dictionary, with the options each engine needs here."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"


def read_database_url(url: str | None, *, default: Path) -> dict[str, Any]:
    """SQLite at `default` without an address; a French sentence when the address cannot be read."""
    if not url:
        return _sqlite(str(default))
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60))
    except ValueError as error:
        raise ImproperlyConfigured(
            "DATABASE_URL est illisible. Attendu : postgresql://utilisateur:secret@serveur:5432/base "
            "ou sqlite:////chemin/maillage.sqlite3."
        ) from error
    if found["ENGINE"].endswith("sqlite3"):
        return _sqlite(found["NAME"])
    if not found["ENGINE"].endswith("postgresql"):
        raise ImproperlyConfigured(
            "DATABASE_URL désigne un moteur que Maillage ne connaît pas : PostgreSQL ou SQLite seulement."
        )
    return found | {"CONN_HEALTH_CHECKS": True}


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": 60,  # reopening the file at each request halves the throughput
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": SQLITE_PRAGMAS, "timeout": 20},
    }
