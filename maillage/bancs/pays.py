"""The base of the cases « parcours »: the fictitious country on a PostgreSQL of its own, or one already filled.

Two bases when it fills them itself: one PLIE alone, then the same PLIE among all the others. `MAILLAGE_BANC_DIVISEUR`
says which part of the country (20: a twentieth); `MAILLAGE_BANC_BASE`, the address of a base already filled by
`maillage demo --echelle france`, with `MAILLAGE_BANC_SEUL` for the one that holds a single PLIE.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BASE, SEUL, DIVISEUR = "MAILLAGE_BANC_BASE", "MAILLAGE_BANC_SEUL", "MAILLAGE_BANC_DIVISEUR"
ADMIN = "MAILLAGE_BANC_ADMIN"
REFERENT = "france.referent@demonstration.invalid"
GRAINE = 2026


@contextmanager
def open_pays(dossier: Path) -> Iterator[Mapping[str, str]]:
    with open_bases(dossier, "maillage.bancs.pays") as environnement:
        yield environnement


@contextmanager
def open_bases(dossier: Path, module: str) -> Iterator[Mapping[str, str]]:
    """`module`: run as a program, it fills the first compartment of the country (1), or all of them (0)."""
    common = os.environ | {
        "MAILLAGE_VAR": str(dossier), "DJANGO_SETTINGS_MODULE": "config.settings.dev", "MAILLAGE_DEMONSTRATION": "1",
    }  # fmt: skip
    if os.environ.get(BASE):
        _run(common, "django", "collectstatic", "--noinput")
        yield common | {"DATABASE_URL": os.environ[BASE], SEUL: os.environ.get(SEUL, "")}
        return
    from maillage.bancs.grappe import run_grappe

    with run_grappe() as grappe:
        seul = common | grappe.make_base("un_seul")
        _run(seul, "maillage", "preparer")
        _run(seul, "maillage", "demo")
        _run(seul, module, "1")
        tous = common | grappe.make_base("tous", modele="un_seul")
        _run(tous, module, "0")
        yield tous | {SEUL: seul["DATABASE_URL"]}


def choose_seul() -> None:
    """From here on this process reads the base of a single PLIE. Before Django is set up."""
    if not os.environ.get(SEUL):
        raise SystemExit(f"{SEUL} doit nommer une base d’un seul PLIE.")
    os.environ["DATABASE_URL"] = os.environ[SEUL]


def _run(environnement: Mapping[str, str], *args: str) -> None:
    subprocess.run(  # noqa: S603  our own commands
        [sys.executable, "-m", *args], env=dict(environnement), check=True, capture_output=True
    )


def fill(plie: int) -> None:
    """The first PLIE of the country, or all of them (0); then what a server in service would know of its tables."""
    from itertools import islice

    from django.utils.timezone import localdate

    from maillage.demonstration.france.actions import fill_france
    from maillage.demonstration.france.calage import make_calage

    today = localdate()
    calage = make_calage(int(os.environ.get(DIVISEUR, "20")))
    for _ in islice(fill_france(calage, graine=GRAINE, annee=today.year - 1, today=today), plie or None):
        pass
    with open_admin() as cursor:
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def open_admin() -> Iterator[Any]:
    """Above the policies: what prepares a bench, and the peers that have none."""
    import psycopg

    with psycopg.connect(os.environ[ADMIN], autocommit=True) as connection, connection.cursor() as cursor:
        yield cursor


if __name__ == "__main__":
    import django

    django.setup()
    fill(int(sys.argv[1]))
