"""Where the head of each chain is written outside the database, so that a cut tail is found.

One file per month in `JOURNAL_ANCRES`, one signed line per new head; lines are only added. Copy the folder away
(another machine, the dispositif itself): whoever holds a copy can prove what the journal was.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from maillage.socle.journal.models import Bloc
from maillage.socle.journal.sceaux import is_signed, sign


@dataclass(frozen=True, slots=True)
class Ancre:
    chaine: str
    numero: int
    empreinte: str


@dataclass(frozen=True, slots=True)
class Lecture:
    """What the files say: the latest head of each chain, and the lines that are not ours."""

    tetes: dict[str, Ancre]
    fausses: list[str]


def anchor(heads: Iterable[Bloc], *, now: datetime) -> int:
    """Adds the heads that this month's file lacks. Called after the commit: a crash before it is mended next time."""
    path = _folder() / f"ancres-{now:%Y-%m}.jsonl"
    known = _read([path]).tetes
    new = [bloc for bloc in heads if known.get(bloc.chaine) != Ancre(bloc.chaine, bloc.numero, bloc.empreinte)]
    if new:
        path.parent.mkdir(parents=True, exist_ok=True)
        # One write of whole lines on an append-only descriptor: two processes cannot interleave.
        lines = "".join(_line(bloc, now) for bloc in new).encode()
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o640)
        try:
            size = os.fstat(descriptor).st_size
            torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"  # a disk full in the middle of a line
            lines = b"\n" + lines if torn else lines
            if os.write(descriptor, lines) != len(lines):
                raise OSError("Le disque est plein : les têtes du journal ne sont pas toutes ancrées.")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    return len(new)


def read() -> Lecture:
    folder = _folder()
    return _read(sorted(folder.glob("ancres-*.jsonl")) if folder.is_dir() else [])


def _folder() -> Path:
    return Path(settings.JOURNAL_ANCRES)


def _line(bloc: Bloc, now: datetime) -> str:
    content = [bloc.chaine, bloc.numero, bloc.empreinte, now.isoformat(timespec="seconds")]
    return json.dumps([*content, sign(json.dumps(content))], ensure_ascii=False) + "\n"


def _read(paths: list[Path]) -> Lecture:
    tetes: dict[str, Ancre] = {}
    fausses = []
    for path in paths:
        if not path.exists():
            continue
        with path.open(encoding="utf-8") as lines:
            for rang, line in enumerate(lines, 1):
                ancre = _parse(line)
                if ancre is None:
                    fausses.append(f"{path.name}, ligne {rang}")
                elif ancre.chaine not in tetes or tetes[ancre.chaine].numero < ancre.numero:
                    tetes[ancre.chaine] = ancre
    return Lecture(tetes, fausses)


def _parse(line: str) -> Ancre | None:
    try:
        *content, sceau = json.loads(line)
        chaine, numero, empreinte, _ = content
    except ValueError:
        return None
    return Ancre(chaine, numero, empreinte) if is_signed(json.dumps(content), str(sceau)) else None
