"""The information notice: which version is in force, and who must be given it again (R-40, R-41)."""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

FICHIER = Path(__file__).parent.parent / "donnees" / "notices.json"


@dataclass(frozen=True, slots=True)
class Notice:
    """`majeure`: whoever had an earlier one must be given this one at the next appointment."""

    version: str
    du: date
    majeure: bool
    sections: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def read_notices() -> tuple[Notice, ...]:
    """In the order of their dates."""
    rows = json.loads(FICHIER.read_text(encoding="utf-8"))
    found = [
        Notice(row["version"], date.fromisoformat(row["du"]), row["majeure"],
               tuple((s["titre"], s["texte"]) for s in row["sections"]))
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda n: n.du))


def get_notice(on: date, notices: tuple[Notice, ...] | None = None) -> Notice:
    """The one in force on a day; the first before any."""
    known = read_notices() if notices is None else notices
    begun = [n for n in known if n.du <= on]
    return begun[-1] if begun else known[0]


def list_valables(on: date, notices: tuple[Notice, ...] | None = None) -> list[str]:
    """The versions after which nothing needs to be handed over: from the last major one on."""
    known = read_notices() if notices is None else notices
    begun = [n for n in known if n.du <= on] or [known[0]]
    majeures = [rang for rang, n in enumerate(begun) if n.majeure]
    return [n.version for n in begun[(majeures[-1] if majeures else 0) :]]


def is_informee(remises: set[str], *, on: date, notices: tuple[Notice, ...] | None = None) -> bool:
    return bool(remises & set(list_valables(on, notices)))
