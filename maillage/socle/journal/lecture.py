"""Reads the rows of the journals as the engine holds them: plain texts and integers, no model, no conversion.

A block's flux is the hash of its rows so read. It depends on how an engine spells a date or a JSON text, so it only
ever proves that nothing changed: when it differs, the rows are read one by one against their own seals.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection

from maillage.socle.journal import sceaux
from maillage.socle.journal.models import Entree

Brute = tuple[Any, ...]
RANG, CLE, SCEAU = 0, 1, 2  # where a raw row holds them
_ENTETE = ("rang", "id", "sceau")
_DISPOSITIF = len(_ENTETE) + sceaux.CONTENU.index("dispositif_id")
_CONVERTIES = {"uuid", "horodatage", "details"}  # what a driver would make objects of


def get_dispositif(row: Brute) -> int | None:
    dispositif: int | None = row[_DISPOSITIF]
    return dispositif


def list_colonnes(model: type[Entree]) -> tuple[str, ...]:
    return (*sceaux.CONTENU, *(("adresse",) if model.JOURNAL == "acces" else ()))


def read_blocs(model: type[Entree], blocs: list[int]) -> dict[int, list[Brute]]:
    """The rows of these blocks, in the order of their ranks; one query."""
    marks = ", ".join(["%s"] * len(blocs))
    rows = _select(model, f"bloc_id IN ({marks}) ORDER BY bloc_id, rang, id", blocs, extra=", bloc_id")
    return {bloc: [row[:-1] for row in group] for bloc, group in groupby(rows, key=lambda row: row[-1])}


def read_attente(model: type[Entree], dispositif: int | None, *, nombre: int) -> list[Brute]:
    """The oldest rows of a chain that no block holds."""
    if dispositif is None:
        return _select(model, "bloc_id IS NULL AND dispositif_id IS NULL ORDER BY id LIMIT %s", [nombre])
    return _select(model, "bloc_id IS NULL AND dispositif_id = %s ORDER BY id LIMIT %s", [dispositif, nombre])


def iterate_attente(model: type[Entree], *, lot: int = 2000) -> Iterator[Brute]:
    """Every row that no block holds, a lot at a time."""
    after = -1
    while rows := _select(model, "bloc_id IS NULL AND id > %s ORDER BY id LIMIT %s", [after, lot]):
        yield from rows
        after = rows[-1][CLE]


def hash_flux(rows: Iterable[Brute]) -> str:
    """One hash for a whole block: ranks, keys, seals and contents. '' when a value is of a type no writer leaves."""
    try:
        return hashlib.sha256(json.dumps(list(rows)).encode()).hexdigest()
    except TypeError:  # bytes, slipped in SQLite's untyped columns
        return ""


def is_intacte(model: type[Entree], row: Brute) -> bool:
    """Whether this row is what its own seal covers."""
    values = parse(model, row)
    return values is not None and sceaux.is_ligne_intacte(model.JOURNAL, values, str(row[SCEAU]))


def parse(model: type[Entree], row: Brute) -> dict[str, Any] | None:
    """The values the seal was made of; None when a text does not even read as a date, a key or JSON."""
    values = dict(zip(list_colonnes(model), row[len(_ENTETE) :], strict=True))
    try:
        values["uuid"] = UUID(values["uuid"])
        moment = datetime.fromisoformat(values["horodatage"])
        values["horodatage"] = moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # SQLite's are bare UTC
        values["details"] = json.loads(values["details"])
    except (ValueError, TypeError, AttributeError):
        return None
    return None if any(isinstance(value, bytes) for value in values.values()) else values


def _select(model: type[Entree], suite: str, params: list[Any], *, extra: str = "") -> list[Brute]:
    names = [f"CAST({nom} AS text)" if nom in _CONVERTIES else nom for nom in (*_ENTETE, *list_colonnes(model))]
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(names)}{extra} FROM {table} WHERE {suite}", params)  # noqa: S608
        return cursor.fetchall()
