"""The two networks in which the journeys take place."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.db import connection
from django.utils.timezone import localdate

from maillage.demonstration.actions import make_demonstration
from maillage.reseau.actions import import_annuaire
from maillage.territoire.actions import import_referentiel


@pytest.fixture(scope="session")
def copie_du_reseau() -> Iterator[sqlite3.Connection]:
    """Where the whole network is kept once imported, thirty-five thousand communes that each test would import anew."""
    with closing(sqlite3.connect(":memory:")) as copie:
        yield copie


@pytest.fixture
def reseau_entier(transactional_db: None, copie_du_reseau: sqlite3.Connection) -> None:
    """What `./demarrer` prepares: the real territory and directory, and the fiction beside them."""
    is_sqlite = connection.vendor == "sqlite"
    if is_sqlite and copie_du_reseau.execute("PRAGMA page_count").fetchone() != (0,):
        copie_du_reseau.backup(connection.connection)
        return
    import_referentiel()
    import_annuaire()
    make_demonstration(today=localdate())
    if is_sqlite:
        connection.connection.backup(copie_du_reseau)


@pytest.fixture
def valombre(transactional_db: None) -> None:
    """The fiction alone, for what looks at nothing else: ready sooner."""
    make_demonstration(today=localdate())
