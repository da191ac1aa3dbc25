"""What is hidden of an archive to protect other people (R-45, art. 15.4 RGPD). Pure: the original is only read."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

MASQUE = "[masqué : protège une autre personne]"
_COURRIEL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_TELEPHONE = re.compile(r"(?<!\d)(?:\+33|0)[\s.]?[1-9](?:[\s.-]?\d{2}){4}(?!\d)")

Tables = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, order=True)
class Cible:
    """One value of one table: `ligne` counts from 1, as people do; 0 is the whole column."""

    modele: str
    ligne: int
    champ: str

    def write(self) -> str:
        return f"{self.ligne}:{self.champ}"


def apply(tables: Tables, cibles: Collection[Cible]) -> Tables:
    """New tables, with the sentence in the place of what is hidden; what was empty stays empty, and says nothing."""
    return [_apply(table, [c for c in cibles if c.modele == table["modele"]]) for table in tables]


def _apply(table: dict[str, Any], cibles: list[Cible]) -> dict[str, Any]:
    hidden = {(c.ligne, c.champ) for c in cibles}

    def hide(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            {
                champ: MASQUE if value is not None and not hidden.isdisjoint({(0, champ), (rang, champ)}) else value
                for champ, value in row.items()
            }
            for rang, row in enumerate(rows, 1)
        ]

    return {**table, "lignes": hide(table["lignes"]), "lisibles": hide(table["lisibles"])}


def check_cibles(tables: Tables, cibles: Iterable[Cible]) -> str | None:
    """The reason why these cannot be hidden: they are not in the archive."""
    by_modele = {table["modele"]: table for table in tables}
    for cible in cibles:
        table = by_modele.get(cible.modele)
        if table is None or cible.champ not in table["colonnes"] or not 0 <= cible.ligne <= len(table["lignes"]):
            return "Un des éléments choisis n’est pas dans cette archive : relisez-la et choisissez à nouveau."
    return None


def suggest(table: dict[str, Any], termes: Collection[str], siens: Collection[str]) -> set[Cible]:
    """Values that seem to name somebody else: a known name, an e-mail address or a telephone that is not theirs.

    A help to the reader, never a decision: what it finds may be harmless, what it misses is theirs to see.
    """
    known = [terme.casefold() for terme in termes if len(terme) > 3]
    own = {_squeeze(terme) for terme in siens}
    found = set()
    for rang, row in enumerate(table["lignes"], 1):
        shown = table["lisibles"][rang - 1] if rang <= len(table["lisibles"]) else {}
        for champ, value in row.items():
            text = f"{value if isinstance(value, str) else ''} {shown.get(champ, '')}"
            contacts = [*_COURRIEL.findall(text), *_TELEPHONE.findall(text)]
            folded = text.casefold()
            if any(terme in folded for terme in known) or any(_squeeze(c) not in own for c in contacts):
                found.add(Cible(table["modele"], rang, champ))
    return found


def _squeeze(text: str) -> str:
    return re.sub(r"[\s.-]", "", text.casefold())
