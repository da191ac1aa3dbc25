"""The database's clock: the one clock that every worker shares."""

from datetime import datetime

from django.db import connection
from django.utils import timezone


def read_now() -> datetime:
    """On PostgreSQL the server's; SQLite has none of its own and lives on one machine."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
        return moment
