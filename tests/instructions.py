"""Pytest plugin: PostgreSQL plays again what its engine can change, which is statements, not pages.

SQLite's run notes every statement each test sends (its shape, what the policies would know of the sender, how it
ended). PostgreSQL's then needs each of them once: the cheapest tests that send them all, and those that are about the
engine itself. Without notes, it plays everything.
"""

import os
import re
import sys
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

NOTES = os.environ.get("MAILLAGE_INSTRUCTIONS", "")
IS_POSTGRESQL = os.environ.get("MAILLAGE_MOTEUR") == "postgresql"
# Numbers of savepoints, lengths of lists: the same statement.
_VARIABLE = re.compile(r'"s\d+_x\d+"|(?<=[(, ])%s(?:, %s)+|(?<=\))(?:, \([^()]*\))+')
Note = tuple[float, frozenset[int]]


@lru_cache(maxsize=50_000)
def compute_forme(sql: str) -> str:
    return _VARIABLE.sub("…", sql)


class Carnet:
    """What the test under way sends. `qui`: the service, or somebody of none, one or several dispositifs."""

    def __init__(self) -> None:
        self.qui = ""
        self.vues: set[int] | None = None

    def listen(self) -> None:
        from django.db.backends.utils import CursorWrapper

        from maillage.socle import contexte

        for name in ("_execute", "_executemany"):
            setattr(CursorWrapper, name, self._wrap(getattr(CursorWrapper, name)))
        contexte._set = self._hear(contexte._set)

    def _wrap(self, send: Any) -> Any:
        def note(cursor: Any, sql: Any, params: Any, *others: Any) -> Any:
            fin = "" if isinstance(sql, str) else "?"
            try:
                return send(cursor, sql, params, *others)
            except Exception as erreur:
                fin = f"{type(erreur).__name__} {erreur}"
                raise
            finally:
                if self.vues is not None:
                    self.vues.add(crc32(f"{self.qui}|{compute_forme(str(sql))}|{fin}".encode()))

        return note

    def _hear(self, change: Any) -> Any:
        def hear(values: dict[str, str]) -> None:
            dispositifs = values.get("dispositifs", "")
            self.qui = values.get("portee", "") or f"{bool(dispositifs) + (dispositifs.partition(',')[2] != '')}"
            change(values)

        return hear


_carnet = Carnet()
_lignes: list[str] = []


def pytest_configure() -> None:
    if NOTES and not IS_POSTGRESQL:
        _carnet.listen()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    if not NOTES or IS_POSTGRESQL:
        return (yield)
    start = time.perf_counter()
    _carnet.qui, _carnet.vues = "service", set()
    done = yield
    _lignes.append("\t".join([item.nodeid, f"{time.perf_counter() - start:.3f}", *map(str, sorted(_carnet.vues))]))
    _carnet.vues = None
    return done


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any) -> Iterator[None]:
    """What the session prepares once belongs to no test."""
    kept = _carnet.vues
    if fixturedef.scope == "session":
        _carnet.vues = None
    done = yield
    _carnet.vues = kept
    return done


def pytest_sessionfinish() -> None:
    if _lignes:
        Path(NOTES, f"{os.environ.get('PYTEST_XDIST_WORKER', 'seul')}.tsv").write_text("\n".join(_lignes))


def read_notes() -> dict[str, Note]:
    notes: dict[str, Note] = {}
    for fichier in sorted(Path(NOTES).glob("*.tsv")) if NOTES else ():
        for ligne in fichier.read_text().splitlines():
            nom, duree, *vues = ligne.split("\t")
            notes[nom] = float(duree), frozenset(map(int, vues))
    return notes


def choose(notes: dict[str, Note], *, d_office: set[str]) -> set[str]:
    """Greedy cover: at each turn, the test that brings the most new statements for its time. Those of `d_office` first."""
    chosen = {nom for nom in notes if nom in d_office}
    known = set().union(*(notes[nom][1] for nom in chosen))
    left = {nom: note for nom, note in notes.items() if nom not in chosen}
    while left:
        gains = {nom: len(vues - known) for nom, (_, vues) in left.items()}
        left = {nom: note for nom, note in left.items() if gains[nom]}
        if not left:
            break
        best = max(left, key=lambda nom: (gains[nom] / (left[nom][0] + 0.01), nom))
        chosen.add(best)
        known |= left.pop(best)[1]
    return chosen


if __name__ == "__main__":
    NOTES = sys.argv[1]
    everything = read_notes()
    kept = choose(everything, d_office=set())
    print(len(everything), sum(d for d, _ in everything.values()), len(kept), sum(everything[k][0] for k in kept))
