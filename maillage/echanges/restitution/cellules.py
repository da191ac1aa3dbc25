"""One cell of the archive's CSV: written so that reading it gives back exactly the same value, and never a formula."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from maillage.echanges.restitution.nomenclatures import Genre
from maillage.socle.tableur import escape, restore

OUI, NON = "oui", "non"


class CelluleIllisible(Exception):
    """The cell does not hold what its column says."""


def write(genre: Genre, value: Any) -> str:
    """Empty for what is unknown. References and what is sealed are written by whoever holds the keys."""
    if value is None:
        return ""
    match genre:
        case Genre.OUI_NON:
            return OUI if value else NON
        case Genre.DATE | Genre.HEURE:
            return str(value.isoformat())
        case Genre.HORODATAGE:
            return str(value.astimezone(UTC).isoformat())
        case Genre.NOMBRE:
            return format(value, "f")
        case Genre.REEL:
            return repr(float(value))
        case Genre.JSON:
            return escape(json.dumps(value, ensure_ascii=False, sort_keys=True))
        case Genre.ENTIER | Genre.NUMERO:
            return str(value)
        case _:
            return escape(str(value))


def _read_oui_non(cell: str) -> bool:
    if cell not in {OUI, NON}:
        raise ValueError(cell)
    return cell == OUI


LECTEURS: Mapping[Genre, Callable[[str], Any]] = {
    Genre.TEXTE: restore,
    Genre.ENTIER: int,
    Genre.NOMBRE: Decimal,
    Genre.REEL: float,
    Genre.OUI_NON: _read_oui_non,
    Genre.DATE: date.fromisoformat,
    Genre.HEURE: time.fromisoformat,
    Genre.HORODATAGE: datetime.fromisoformat,
    Genre.NUMERO: UUID,
    Genre.JSON: lambda cell: json.loads(restore(cell)),
    Genre.REFERENCE: restore,
}


def read(genre: Genre, cell: str, *, is_nullable: bool) -> Any:
    if cell == "" and (is_nullable or genre is not Genre.TEXTE):
        if is_nullable:
            return None
        raise CelluleIllisible("la case est vide")
    try:
        return LECTEURS[genre](cell)
    except (ValueError, InvalidOperation) as error:
        raise CelluleIllisible(f"« {cell[:40]} » n’est pas un contenu du genre « {genre.value} »") from error
