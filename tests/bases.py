"""A database of their own for the tests that start real processes: a file of SQLite, or a database of the cluster.

Migrated once per engine and session, then copied; named by `DATABASE_URL` in the environment given to the processes.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.postgres import APPLICATION, PROPRIETAIRE

RACINE = Path(__file__).resolve().parent.parent
_rang = count(1)


@dataclass(frozen=True)
class Base:
    """`url` is what the application connects with; `var` its folder of files."""

    url: str
    var: Path
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        return (
            os.environ
            | {
                "DATABASE_URL": self.url,
                "DJANGO_SETTINGS_MODULE": "tests.reglages",
                "MAILLAGE_VAR": str(self.var),
                "PYTHONPATH": str(RACINE),
                "PYTHONWARNINGS": "default",
            }
            | self.extra
        )

    def run(self, *args: str, code: int = 0, timeout: float = 120) -> str:
        """A Python module run to its end in a process of its own; its standard output."""
        done = subprocess.run(
            [sys.executable, "-m", *args], env=self.env, cwd=RACINE, capture_output=True, text=True, timeout=timeout
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def start(self, *args: str, **options: Any) -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-m", *args], env=self.env, cwd=RACINE, text=True, **options)

    def fetch(self, query: str) -> list[tuple[Any, ...]]:
        """Reads straight from the engine, every compartment open."""
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=20)) as connection:
                return connection.execute(query).fetchall()
        with psycopg.connect(self.url) as connection:
            connection.execute("SELECT set_config('maillage.portee', 'service', true)")
            return connection.execute(query).fetchall()


def migrate(url: str, var: Path) -> None:
    Base(url, var).run("maillage", "migrer")


@pytest.fixture(scope="session")
def base_modele(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The migrated model: a file's path, or a database's name."""
    folder = tmp_path_factory.mktemp("modele")
    port = os.environ.get("MAILLAGE_TEST_PG")
    if port is None:
        path = folder / "modele.sqlite3"
        migrate(f"sqlite:///{path}", folder)
        return str(path)
    name = f"modele_{os.getpid()}"
    execute(port, f"CREATE DATABASE {name}")
    migrate(f"postgresql://{PROPRIETAIRE}@127.0.0.1:{port}/{name}", folder)
    return name


@pytest.fixture
def base(base_modele: str, tmp_path: Path) -> Iterator[Base]:
    """An empty migrated database, dropped afterwards."""
    port = os.environ.get("MAILLAGE_TEST_PG")
    if port is None:
        path = tmp_path / "base.sqlite3"
        shutil.copy(base_modele, path)
        yield Base(f"sqlite:///{path}", tmp_path)
        return
    name = f"essai_{os.getpid()}_{next(_rang)}"
    execute(port, f"CREATE DATABASE {name} TEMPLATE {base_modele}")
    yield Base(f"postgresql://{APPLICATION}@127.0.0.1:{port}/{name}", tmp_path)
    execute(port, f"DROP DATABASE {name} WITH (FORCE)")


def execute(port: str | int, statement: str) -> None:
    with psycopg.connect(f"postgresql://{PROPRIETAIRE}@127.0.0.1:{port}/postgres", autocommit=True) as connection:
        connection.execute(statement)
