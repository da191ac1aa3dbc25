"""The process that prepares a publication, apart from the worker: minutes of computing hold no transaction.

It holds a lock on a file as long as it lives: whoever asks knows whether it works, and starts it again when it was killed.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from maillage.consolidation.publications.dossiers import find_dossier


def find_verrou(publication: UUID) -> Path:
    dossier = find_dossier(publication)
    dossier.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return dossier.with_name(f".{dossier.name}.atelier")


@contextmanager
def hold(publication: UUID) -> Iterator[bool]:
    """False: another process is at it."""
    with find_verrou(publication).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def is_running(publication: UUID) -> bool:
    with hold(publication) as free:
        return not free


def start(publication: UUID) -> None:
    """Detached: it outlives the worker that asked for it."""
    subprocess.Popen(  # noqa: S603  our own program, and a number
        [sys.executable, "-m", "maillage", "preparer-publication", str(publication)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True, env=os.environ.copy(),
    )  # fmt: skip


def clean(publication: UUID) -> None:
    find_verrou(publication).unlink(missing_ok=True)
