"""The common clothes of a contender: repeat a request in this process, report CPU, memory and what came out."""

import hashlib
import json
import os
import resource
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TypeVar

REPETITIONS = 60
Sortie = TypeVar("Sortie")


class _Cellules(HTMLParser):
    """The text of the body cells of the first table, row by row."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._depth = 0
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tbody":
            self._depth += 1
        elif self._depth and tag == "tr":
            self.rows.append([])
        elif self._depth and tag in {"td", "th"} and self.rows:
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "tbody":
            self._depth -= 1
        elif tag in {"td", "th"}:
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] = f"{self.rows[-1][-1]} {data.strip()}".strip()


def read_cells(html: str) -> list[list[str]]:
    parser = _Cellules()
    parser.feed(html)
    return parser.rows


def run(request: Callable[[], str], *, comparees: slice = slice(None)) -> None:
    """Ten unmeasured requests, then the measured ones; prints one line of JSON. `comparees`: the columns to be equal."""
    for _ in range(10):
        request()
    cpu, html = measure(request, repetitions=REPETITIONS)
    cells = read_cells(html)
    if not cells:
        raise SystemExit("Aucune ligne dans la page : il n’y a rien à comparer.")
    report(cpu, [row[comparees] for row in cells])


def measure(work: Callable[[], Sortie], *, repetitions: int, serveur: int | None = None) -> tuple[float, Sortie]:
    """The processor time of all the repetitions, and what the last one gave.

    That of the PostgreSQL process which served them is added: Django's own, unless `serveur` says which.
    """
    serveur = serveur or _find_serveur()
    before = _cpu() + _read_serveur(serveur)
    for _ in range(repetitions):
        made = work()
    return _cpu() + _read_serveur(serveur) - before, made


def report(cpu: float, sortie: object, *, dit: str = "", memoire: int | None = None) -> None:
    """The line the harness reads. `sortie`: what must be equal between contenders; `dit`: what this one says of itself.

    `memoire`: that of the processes which did the work, when it is not this one.
    """
    sys.stdout.write(
        json.dumps(
            {
                "cpu": cpu,
                "memoire": memoire or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
                "empreinte": hashlib.sha256(json.dumps(sortie, sort_keys=True).encode()).hexdigest(),
                "dit": dit,
            }
        )
    )


def _find_serveur() -> int | None:
    """The process behind Django's connection, on this machine."""
    from django.conf import settings

    if not settings.configured:
        return None
    from django.db import connection

    if connection.vendor != "postgresql" or connection.connection is None:
        return None
    return int(connection.connection.info.backend_pid)


def _read_serveur(pid: int | None) -> float:
    if pid is None:
        return 0
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
