"""Several small reads in one exchange with the database, for a page that shows a little of many tables.

Each read keeps its own SQL, wrapped as JSON beside the others; its rows come back as the very objects its queryset
would have given, with what `select_related` and `annotate` add. Meant for tens of rows: a list has its own query.
"""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BinaryField, F, JSONField, QuerySet, Window
from django.db.models.functions import RowNumber

RANG = "_rang"
PAR_APPEL = 50  # both engines bound the arguments of one call


def read_together(lots: Mapping[str, QuerySet[Any]]) -> dict[str, list[Any]]:
    """The rows of each queryset, by its name and in its order. One query, or none when nothing can be found."""
    lus: dict[str, list[Any]] = {code: [] for code in lots}
    lectures = [lecture for code, rows in lots.items() if (lecture := _Lecture(code, rows)).sql]
    if not lectures:
        return lus
    ctes = ", ".join(lecture.write_cte(f"l{place}") for place, lecture in enumerate(lectures))
    parts = " UNION ALL ".join(lecture.write_select(f"l{place}", place) for place, lecture in enumerate(lectures))
    params = [param for lecture in lectures for param in lecture.params]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {ctes} {parts}", params)
        found = cursor.fetchall()
    for place, text in found:
        lectures[place].add(text)
    for lecture in lectures:
        lus[lecture.code] = lecture.build()
    return lus


class _Lecture:
    """One queryset: its SQL, then its rows."""

    def __init__(self, code: str, rows: QuerySet[Any]) -> None:
        self.code, self.rows = code, rows
        order = rows.query.order_by or ("pk",)
        query = rows.query.chain()
        query.add_annotation(Window(RowNumber(), order_by=[_as_expression(one) for one in order]), RANG)
        self.compiler = query.get_compiler(connection=connection)
        try:
            self.sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.params = "", ()
            return
        self.fields = [expression.output_field for expression, _, _ in self.compiler.select]
        self.values: list[list[Any]] = []

    def write_cte(self, name: str) -> str:
        colonnes = ", ".join(f"c{place}" for place in range(len(self.fields)))
        return f"{name}({colonnes}) AS ({self.sql})"

    def write_select(self, name: str, place: int) -> str:
        written = [_write_colonne(f"c{rang}", field) for rang, field in enumerate(self.fields)]
        call = "json_build_array" if _is_postgres() else "json_array"
        chunks = [f"{call}({', '.join(written[i : i + PAR_APPEL])})" for i in range(0, len(written), PAR_APPEL)]
        texte = f"{call}({', '.join(chunks)})" + ("::text" if _is_postgres() else "")
        return f"SELECT {place}, {texte} FROM {name}"  # noqa: S608  names of ours, values apart

    def add(self, text: str) -> None:
        chunks = json.loads(text, parse_float=Decimal if _is_postgres() else float)
        flat = [value for chunk in chunks for value in chunk]
        self.values.append([_read_valeur(value, field) for value, field in zip(flat, self.fields, strict=True)])

    def build(self) -> list[Any]:
        return sorted(build_rows(self.rows, self.compiler, self.values), key=lambda objet: objet.__dict__.pop(RANG))


def build_rows(rows: QuerySet[Any], compiler: Any, lues: Sequence[Any]) -> list[Any]:
    """The rows that Django would have built, had it read these columns itself: its own iterators build them.

    `compiler`: the one that wrote the query, ours alone. No documented door leads from columns to objects with their
    related ones: `raw` knows no `select_related`. A compiler that answers from memory asks the least of Django's inside.
    """
    compiler.execute_sql = lambda *args, **kwargs: [lues]
    fed = rows.all()
    fed.query.get_compiler = lambda *args, **kwargs: compiler  # type: ignore[method-assign]
    return list(fed)


def _as_expression(order: Any) -> Any:
    if not isinstance(order, str):
        return order
    return F(order[1:]).desc() if order.startswith("-") else F(order).asc()


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"


def _write_colonne(colonne: str, field: Any) -> str:
    if isinstance(field, BinaryField):
        octets = f"encode({colonne}, 'hex')" if _is_postgres() else f"hex({colonne})"
        return f"CASE WHEN {colonne} IS NULL THEN NULL ELSE {octets} END"
    return f"{colonne}::text" if isinstance(field, JSONField) and _is_postgres() else colonne


def _read_valeur(value: Any, field: Any) -> Any:
    """As the engine's driver would have given it: Django converts the rest itself."""
    if value is None:
        return None
    if isinstance(field, BinaryField):
        return bytes.fromhex(value)
    return field.to_python(value) if _is_postgres() and not isinstance(field, JSONField) else value
