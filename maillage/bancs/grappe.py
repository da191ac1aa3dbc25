"""A throw-away PostgreSQL cluster on loopback, from the binaries installed on the machine."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

PROPRIETAIRE, APPLICATION = "maillage_proprietaire", "maillage_app"
# Nothing here outlives the run: no fsync, no copy of pages, no cleaning of tables that are about to be dropped. Commits
# stay synchronous: a test stops the server under its clients and counts what it had promised.
ECONOMIES = "fsync=off full_page_writes=off wal_level=minimal max_wal_senders=0 max_wal_size=4GB autovacuum=off jit=off"
ROLES = f"""
CREATE ROLE {PROPRIETAIRE} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS;
CREATE ROLE {APPLICATION} LOGIN NOSUPERUSER NOBYPASSRLS;
"""
# As docs/exploitation/postgresql.md has them.
CLOISONS = f"""
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO {PROPRIETAIRE};
GRANT USAGE ON SCHEMA public TO {APPLICATION};
"""


def find_binaries() -> Path | None:
    """The folder of `initdb`: on the path, or where Debian keeps it."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    return versions[-1].parent if versions else None


@dataclass(frozen=True)
class Grappe:
    """A running cluster, which a test may stop under its clients and start again."""

    binaries: Path
    home: Path
    port: int

    def start(self) -> None:
        settings = (
            f"listen_addresses=127.0.0.1 port={self.port} unix_socket_directories= max_connections=60 {ECONOMIES}"
        )
        options = " ".join(f"-c {setting}" for setting in settings.split())
        _run(self.binaries / "pg_ctl", "-D", self.home / "d", "-w", "-l", self.home / "log", "-o", options, "start")

    def stop(self) -> None:
        _run(self.binaries / "pg_ctl", "-D", self.home / "d", "-m", "immediate", "stop")

    def make_base(self, nom: str, *, modele: str = "template0") -> dict[str, str]:
        """A base as an installation has it, empty or copied, and the addresses that name it in the environment."""
        admin = f"postgresql://postgres@127.0.0.1:{self.port}"
        with psycopg.connect(f"{admin}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {nom} OWNER {PROPRIETAIRE} TEMPLATE {modele}")
        with psycopg.connect(f"{admin}/{nom}", autocommit=True) as connection:
            connection.execute(CLOISONS)
        addresses = {
            "DATABASE_URL": APPLICATION,
            "MAILLAGE_BASE_PROPRIETAIRE": PROPRIETAIRE,
            "MAILLAGE_BANC_ADMIN": "postgres",
        }
        return {name: f"postgresql://{role}@127.0.0.1:{self.port}/{nom}" for name, role in addresses.items()}


@contextmanager
def run_grappe() -> Iterator[Grappe]:
    """A running cluster with the two roles of a real installation, destroyed afterwards."""
    binaries = find_binaries()
    if binaries is None:
        raise RuntimeError("PostgreSQL n’est pas installé : initdb est introuvable.")
    home = Path(tempfile.mkdtemp(prefix="maillage-pg-"))
    grappe = Grappe(binaries, home, _free_port())
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    try:
        _run(binaries / "initdb", "-D", home / "d", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", "postgres")
        grappe.start()
        try:
            with psycopg.connect(
                f"postgresql://postgres@127.0.0.1:{grappe.port}/postgres", autocommit=True
            ) as connection:
                connection.execute(ROLES)
            yield grappe
        finally:
            grappe.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def run_cluster() -> Iterator[int]:
    """Yields the port of a running cluster."""
    with run_grappe() as grappe:
        yield grappe.port


def _run(program: Path, *args: object) -> None:
    command = [str(program), *map(str, args)]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    # Files rather than pipes: the server inherits them and would keep a pipe open.
    with tempfile.TemporaryFile() as output:
        if subprocess.run(command, stdout=output, stderr=output, cwd="/").returncode:  # noqa: S603
            output.seek(0)
            raise RuntimeError(f"{program.name} a échoué : {output.read().decode()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
