"""Writes many rows of one table at once: by COPY on PostgreSQL, four times cheaper than INSERT, and by the ORM elsewhere.

The policies of a compartment refuse a COPY into its table: rows go to a temporary one, then from there to their own.
"""

import csv
import json
from collections.abc import Callable
from io import StringIO
from typing import Any

from django.db import connection
from django.db.models import BinaryField, JSONField, Model

NULL = r"\N"
TAMPON = "lot_a_ecrire"


def write_rows(model: type[Model], rows: list[Any]) -> None:
    """Each row has its key afterwards. Those it refers to are there already."""
    if connection.vendor != "postgresql":
        model._default_manager.bulk_create(rows)
        return
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    table, columns = quote(model._meta.db_table), ", ".join(quote(str(field.column)) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {TAMPON} AS SELECT {columns} FROM {table} WITH NO DATA")  # noqa: S608
        with cursor.copy(f"COPY {TAMPON} FROM STDIN WITH (FORMAT csv, NULL '{NULL}')") as copy:
            copy.write(_write_csv(fields, rows))
        cursor.execute(f"INSERT INTO {table} ({columns}) SELECT * FROM {TAMPON} RETURNING id")  # noqa: S608
        for row, (cle,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = cle
            row._state.adding = False
        cursor.execute(f"DROP TABLE {TAMPON}")


def _write_csv(fields: list[Any], rows: list[Any]) -> str:
    page = StringIO()
    csv.writer(page).writerows(zip(*(_list_values(field, rows) for field in fields), strict=True))
    return page.getvalue()


def _list_values(field: Any, rows: list[Any]) -> list[Any]:
    """One column, as text that COPY reads."""
    write: Callable[[Any], Any] = _write_plain
    if isinstance(field, JSONField):
        write = json.dumps
    elif isinstance(field, BinaryField):
        write = _write_binaire
    read = _find_cle if field.is_relation else _read_value
    return [NULL if (value := read(row, field)) is None else write(value) for row in rows]


def _read_value(row: Any, field: Any) -> Any:
    return field.pre_save(row, True)  # the hour of the writing is set then


def _find_cle(row: Any, field: Any) -> Any:
    """The key of a row that had none yet when this one was made."""
    cle = getattr(row, field.attname)
    if cle is None and field.is_cached(row) and (other := getattr(row, field.name)) is not None:
        return other.pk
    return cle


def _write_plain(value: Any) -> Any:
    return value


def _write_binaire(value: bytes) -> str:
    return rf"\x{value.hex()}"
