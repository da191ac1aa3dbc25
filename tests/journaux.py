"""Goes below the guards of the journals, which only tests may do: to clean after one, or to play the forger."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from maillage.socle.journal.gardes import TABLES


def empty_journals() -> None:
    """What a transactional test left. SQLite's flush deletes row by row, which the guards refuse."""
    if connection.vendor == "sqlite":
        with lift_gardes(), connection.cursor() as cursor:
            for table in ("journal_evenement", "journal_acces", "journal_purge", "journal_bloc"):
                cursor.execute(f"DELETE FROM {table}")


@contextmanager
def lift_gardes() -> Iterator[None]:
    """Without triggers for the time of the block. On PostgreSQL, only the tables' owner may."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing pending: the tables may be altered
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'journal%'")
        gardes = cursor.fetchall()
        for name, _ in gardes:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, statement in gardes:
            cursor.execute(statement)
