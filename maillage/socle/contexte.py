"""Opens the database's compartments for an acteur. Without an open context PostgreSQL shows no compartmented row."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from maillage.socle.acteur import Acteur

SERVICE = "service"
NOMS = ("dispositifs", "compte", "region", "departements", "portee")


@contextmanager
def open_contexte(acteur: Acteur) -> Iterator[None]:
    """One transaction in which PostgreSQL's policies see this acteur; on SQLite, only the transaction."""
    with _open(_values(acteur)):
        yield


@contextmanager
def open_service(motif: str) -> Iterator[None]:
    """One transaction of the installation itself (worker, sealing, purge): every compartment, for a stated reason."""
    if not motif:
        raise ValueError("Un contexte de service a toujours un motif.")
    with _open({**dict.fromkeys(NOMS, ""), "portee": SERVICE}):
        yield


def set_contexte(acteur: Acteur) -> None:
    """For the transaction under way (`SET LOCAL`); it closes with it, whatever happens."""
    _set(_values(acteur))


def _values(acteur: Acteur) -> dict[str, str]:
    return {
        "dispositifs": ",".join(str(pk) for pk in sorted(acteur.dispositifs)),
        "compte": str(acteur.compte or ""),
        "region": acteur.region,
        "departements": ",".join(sorted(acteur.departements)),
        "portee": "",
    }


@contextmanager
def _open(values: dict[str, str]) -> Iterator[None]:
    # Nested in a wider transaction, `SET LOCAL` would outlive this block: put the outer context back.
    outer = _get() if connection.in_atomic_block else None
    with transaction.atomic():
        _set(values)
        yield
        # A rolled-back savepoint gives the outer context back by itself, and refuses any further statement.
        if outer is not None and not connection.needs_rollback:
            _set(outer)


def _get() -> dict[str, str]:
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"current_setting('maillage.{name}', true)" for name in NOMS))
        return dict(zip(NOMS, (value or "" for value in cursor.fetchone()), strict=True))


def _set(values: dict[str, str]) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join("set_config(%s, %s, true)" for _ in NOMS),
            [part for name in NOMS for part in (f"maillage.{name}", values[name])],
        )
