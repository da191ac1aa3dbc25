"""Kills a worker before each statement it sends and around each commit, starts another, and counts the effects.

Run as a program with DATABASE_URL: it forks real workers from one prepared process, so that a whole campaign takes
seconds. Prints one JSON line: the points enumerated and the faults found.
"""

import json
import os
import signal
import sys
import traceback
from datetime import timedelta
from functools import cache
from typing import Any

BAIL = timedelta(seconds=0.4)
N = 2


def main() -> int:
    from maillage.socle.memoire import load_django

    load_django()
    from django.db import connections

    import tests.socle.travaux.essai  # noqa: F401  registers the jobs
    from tests.socle.travaux.lance import ask

    points, faults = 0, []
    while True:
        key = ask({"n": N})
        connections.close_all()
        killed = run_worker(kill_at=points + 1)
        if killed:
            expire_bail()
            run_worker(kill_at=0)
        faults += [f"point {points + 1} : {fault}" for fault in find_faults(key)]
        connections.close_all()
        if not killed:
            break
        points += 1
    print(json.dumps({"points": points, "fautes": faults}))
    return 0


def run_worker(*, kill_at: int) -> bool:
    """A worker in its own process until nothing is due; True when it died of its kill."""
    prepare_workers()
    child = os.fork()
    if child == 0:
        try:
            if kill_at:
                arm(kill_at)
            from maillage.socle.travaux.travailleur import Equipier

            Equipier(duree=BAIL).run(une_fois=True)
        finally:  # whatever happened, the child must not go on as the parent
            if sys.exc_info()[0]:
                traceback.print_exc()
            sys.stderr.flush()
            os._exit(1 if sys.exc_info()[0] else 0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0:
        return False
    assert os.WIFSIGNALED(status), "le travailleur s’est arrêté de lui-même"
    assert os.WTERMSIG(status) == signal.SIGKILL
    return True


@cache
def prepare_workers() -> None:
    """What each would load anew is loaded before they are forked; nobody else waits to write between their steps."""
    from django.urls import reverse

    from maillage.socle.memoire import settle
    from maillage.socle.travaux import execution

    settle()
    reverse("exploitation:sante")
    execution.TOUR = 0


def arm(kill_at: int) -> None:
    """SIGKILL to oneself when the main thread's connection reaches its n-th point."""
    from django.db import connections

    connection: Any = connections["default"]
    seen = 0

    def reach() -> None:
        nonlocal seen
        seen += 1
        if seen == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def before_statement(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        reach()
        return execute(sql, params, many, context)

    commit = connection._commit

    def around_commit() -> None:
        reach()
        commit()
        reach()

    connection.execute_wrappers.append(before_statement)
    connection._commit = around_commit


def expire_bail() -> None:
    """The dead worker's lease, as if it had been waited for: a campaign kills a hundred of them."""
    from django.db import connections

    from maillage.socle.contexte import open_service
    from maillage.socle.travaux.horloge import read_now
    from maillage.socle.travaux.models import Travail

    with open_service("temps qui passe d’un essai"):
        Travail.objects.exclude(bail_jusqu_a=None).update(bail_jusqu_a=read_now())
    connections.close_all()


def find_faults(key: str) -> list[str]:
    from maillage.socle.contexte import open_service
    from maillage.socle.travaux.models import Travail
    from tests.socle.travaux.essai import list_effets

    with open_service("relevé d’un essai"):
        travail = Travail.objects.get(uuid=key)
        effets = list_effets(travail)
        opened = Travail.objects.exclude(etat="fini").count()
    expected = list(range(1, N + 1))
    faults = [] if travail.etat == "fini" else [f"travail {travail.etat}, étape {travail.curseur}"]
    faults += [] if effets == expected else [f"effets {effets} au lieu de {expected}"]
    return faults + ([f"{opened} travaux inachevés"] if opened else [])


if __name__ == "__main__":
    sys.exit(main())
