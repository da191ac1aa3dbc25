"""Connects, for the time of a migration or a restoration, as the owner of the tables.

The application's role may neither create nor alter a table; the owner may, and works in the service context, since
the policies are forced on it too. On SQLite there is one file and no role: nothing changes.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection

VARIABLE = "MAILLAGE_BASE_PROPRIETAIRE"


@contextmanager
def connect_as_proprietaire() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    outer: dict[str, Any] = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(read_proprietaire())
    connection.settings_dict["OPTIONS"] = {
        **outer.get("OPTIONS", {}),
        "options": "-c maillage.portee=service",
    }
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.clear()
        connection.settings_dict.update(outer)


def read_proprietaire() -> dict[str, Any]:
    """The owner's address; without one, the application's own is expected to be the owner (a trial, a test)."""
    from config.base_de_donnees import read_database_url

    url = os.environ.get(VARIABLE)
    if not url:
        return {}
    found = read_database_url(url, default=settings.VAR / "maillage.sqlite3")
    return {name: found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT") if name in found}
