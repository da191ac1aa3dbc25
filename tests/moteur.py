"""Pytest plugin, loaded before Django: with MAILLAGE_MOTEUR=postgresql the suite runs on a throw-away cluster.

The database is migrated by its owner, then tested as the application's role: neither owner nor above the policies.
"""

import gc
import os
from contextlib import ExitStack

import pytest

from tests.instructions import choose, read_notes
from tests.postgres import PROPRIETAIRE, run_cluster

_cluster = ExitStack()
# Thousands of pages make objects by the million and hardly a cycle: the collector looks less often.
gc.set_threshold(50_000, 20, 100)

# The workers of xdist inherit both variables and share the cluster.
if os.environ.get("MAILLAGE_MOTEUR") == "postgresql" and "MAILLAGE_TEST_PG" not in os.environ:
    _port = _cluster.enter_context(run_cluster())
    os.environ["MAILLAGE_TEST_PG"] = str(_port)
    os.environ["DATABASE_URL"] = f"postgresql://{PROPRIETAIRE}@127.0.0.1:{_port}/postgres"


def pytest_unconfigure() -> None:
    _cluster.close()


# What a test asks for when it touches the database of the run; a rule alone, or a process on a file of its own, does not.
SUR_LA_BASE = frozenset({"db", "transactional_db", "live_server", "base", "base_modele"})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What only PostgreSQL has (policies, roles) belongs to its run; what no engine changes, to that of SQLite."""
    if os.environ.get("MAILLAGE_MOTEUR") == "postgresql":
        here = [item for item in items if touches_base(item) and not item.get_closest_marker("un_moteur")]
        elsewhere = list({*items} - {*keep_neufs(here)})
    else:
        elsewhere = [item for item in items if item.get_closest_marker("postgres")]
    config.hook.pytest_deselected(items=elsewhere)
    left = {*elsewhere}
    items[:] = [item for item in items if item not in left]


def keep_neufs(items: list[pytest.Item]) -> list[pytest.Item]:
    """Those that send PostgreSQL a statement that no other one sends (see `instructions`), or are about the engine."""
    if not (notes := read_notes()):
        return items
    of_the_engine = {item.nodeid for item in items if item.nodeid not in notes or is_du_moteur(item)}
    candidates = {item.nodeid: notes[item.nodeid] for item in items if item.nodeid in notes}
    needed = of_the_engine | choose(candidates, d_office=of_the_engine)
    return [item for item in items if item.nodeid in needed]


def is_du_moteur(item: pytest.Item) -> bool:
    """Real transactions, databases of their own, the policies: the engine is what such a test is about."""
    marker = item.get_closest_marker("django_db")
    is_reel = bool(marker and marker.kwargs.get("transaction")) or "transactional_db" in item.fixturenames  # type: ignore[attr-defined]
    return is_reel or any(item.get_closest_marker(name) for name in ("postgres", "deux_moteurs", "lent"))


def pytest_collection_finish() -> None:
    """What is loaded stays loaded: the collector need not go through it again."""
    gc.collect()
    gc.freeze()


def touches_base(item: pytest.Item) -> bool:
    asked = SUR_LA_BASE & set(getattr(item, "fixturenames", ()))
    return bool(asked) or any(item.get_closest_marker(name) for name in ("django_db", "postgres", "deux_moteurs"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The size of the isolation matrix, summed over the processes."""
    reports = terminalreporter.stats.get("passed", [])
    cells = sum(value for report in reports for name, value in report.user_properties if name == "cellules")
    if cells:
        terminalreporter.write_line(f"Matrice d’isolation : {cells} cellules jouées.")
