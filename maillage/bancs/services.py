"""The base of the cases « clause »: the fictitious services of the country on a PostgreSQL of its own, or one already filled.

Two bases when it fills them itself: one service of a common size alone, then the same among all the others. The same
variables as `pays` say which part of the country, or name a base already filled.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from maillage.bancs.pays import DIVISEUR, GRAINE, open_admin, open_bases

FACILITATEUR = "france.clause.facilitateur@demonstration.invalid"
GRAND = "france.clause.grand.facilitateur@demonstration.invalid"


@contextmanager
def open_services(dossier: Path) -> Iterator[Mapping[str, str]]:
    with open_bases(dossier, "maillage.bancs.services") as environnement:
        yield environnement


def fill(services: int) -> None:
    """The first service of the country, or all of them (0)."""
    from itertools import islice

    from django.utils.timezone import localdate

    from maillage.demonstration.france.calage_clause import make_calage_clause
    from maillage.demonstration.france.clause import fill_france_clause, make_fenetre

    today = localdate()
    pas = fill_france_clause(
        make_calage_clause(int(os.environ.get(DIVISEUR, "20"))), graine=GRAINE, fenetre=make_fenetre(None, today=today),
        today=today,
    )  # fmt: skip
    for _ in islice(pas, services or None):
        pass
    with open_admin() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    import django

    django.setup()
    fill(int(sys.argv[1]))
