"""How a value is written in a cell: on screen in French, in a file typed and unable to be taken for a formula.

Every text of every export goes through `neutralise` (R-15).
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import is_aware, localtime

from maillage.socle import typographie
from maillage.socle.tableaux.declaration import Colonne, Genre
from maillage.socle.tableur import neutralise


def read_valeur(colonne: Colonne, row: Any) -> Any:
    """The typed value of a cell: str, int, float, Decimal, date, bool or None."""
    value = colonne.valeur(row)
    if isinstance(value, datetime):
        return (localtime(value) if is_aware(value) else value).replace(tzinfo=None)
    if value is None or isinstance(value, bool | int | float | Decimal | date):
        return value
    return str(value)


def write_ecran(colonne: Colonne, value: Any) -> str:
    if value is None or value == "":
        return colonne.manquant
    if isinstance(value, bool) or colonne.genre is Genre.OUI_NON:
        return "Oui" if value else "Non"
    if isinstance(value, int | float | Decimal):
        return typographie.write_nombre(value)
    if isinstance(value, datetime) and colonne.genre is Genre.INSTANT:
        return f"{typographie.write_date_courte(value)} à {value:%H:%M}"
    if isinstance(value, date):
        return typographie.write_date_courte(value)
    return str(value)


def write_csv(value: Any, *, tableur: bool = False) -> str:
    """Machine-readable: dates in ISO, numbers with a point (a comma for a French spreadsheet), booleans as 0/1."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float | Decimal):
        return str(value).replace(".", ",") if tableur else str(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return neutralise(str(value))
