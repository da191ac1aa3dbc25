"""An annonce beside a lot already followed: what it would fill, and what it says otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from maillage.socle.typographie import fold, write_nombre


@dataclass(frozen=True, slots=True)
class Ecart:
    """`champ`: `lot.…`, `marche.…` or `acheteur.…`. `notre` empty: to fill; otherwise to choose."""

    champ: str
    libelle: str
    notre: Any
    leur: Any

    @property
    def is_vide(self) -> bool:
        return self.notre in (None, "")

    @property
    def notre_dit(self) -> str:
        return show(self.notre)

    @property
    def leur_dit(self) -> str:
        return show(self.leur)


def list_ecarts(paires: Iterable[tuple[str, str, Any, Any]]) -> tuple[list[Ecart], list[Ecart]]:
    """(champ, libellé, ours, theirs) → what to fill, what differs. What the annonce does not say changes nothing."""
    ecarts = [Ecart(*paire) for paire in paires if paire[3] not in (None, "") and not is_egal(paire[2], paire[3])]
    return [e for e in ecarts if e.is_vide], [e for e in ecarts if not e.is_vide]


def is_egal(notre: Any, leur: Any) -> bool:
    if isinstance(notre, str) and isinstance(leur, str):
        return fold(notre) == fold(leur)
    return bool(notre == leur)


def show(value: Any) -> str:
    if value in (None, ""):
        return "rien"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"{write_nombre(value)}\u00a0€ HT" if isinstance(value, Decimal) else str(value)
