"""The two networks in which the journeys take place, made once by each process, then copied."""

import sqlite3
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.utils.timezone import localdate

from maillage.demonstration.actions import make_demonstration
from maillage.reseau.actions import import_annuaire
from maillage.territoire.actions import import_referentiel


@pytest.fixture(autouse=True)
def var(settings, tmp_path) -> None:
    """Its own folder of facts: the fiction of another process has the same dispositifs, and not the same dossiers."""
    settings.VAR = tmp_path / "var"


@pytest.fixture(scope="session")
def copies() -> Iterator[dict[str, sqlite3.Connection]]:
    """The networks already made, by name: thirty-five thousand communes or a fiction of three years are not made anew."""
    copies: dict[str, sqlite3.Connection] = {}
    yield copies
    for copie in copies.values():
        copie.close()


@pytest.fixture
def reseau_entier(transactional_db: None, copies: dict[str, sqlite3.Connection]) -> None:
    """What `./demarrer` prepares: the real territory and directory, and the fiction beside them."""
    fill("réseau", copies, import_referentiel, import_annuaire, _make_fiction)


@pytest.fixture
def valombre(transactional_db: None, copies: dict[str, sqlite3.Connection]) -> None:
    """The fiction alone, for what looks at nothing else: ready sooner."""
    fill("fiction", copies, _make_fiction)


def _make_fiction() -> None:
    make_demonstration(today=localdate())


def fill(nom: str, copies: dict[str, sqlite3.Connection], *faire: Callable[[], object]) -> None:
    connection.ensure_connection()
    if nom in copies:
        copies[nom].backup(connection.connection)
        return
    for chose in faire:
        chose()
    if connection.vendor == "sqlite":
        copies[nom] = sqlite3.connect(":memory:")
        connection.connection.backup(copies[nom])
