"""Several small reads in one exchange with the database, for a page that shows a little of many tables.

Each read keeps its own SQL, wrapped as JSON beside the others; its rows come back as the very objects its queryset
would have given, with what `select_related` and `annotate` add. Meant for tens of rows: a list has its own query.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BinaryField, BooleanField, ForeignKey, IntegerField, JSONField, QuerySet, TextField

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
    for place, _, text in sorted(found):
        lectures[place].add(text)
    for lecture in lectures:
        lus[lecture.code] = lecture.build()
    return lus


class _Lecture:
    """One queryset: its SQL, then its rows."""

    def __init__(self, code: str, rows: QuerySet[Any]) -> None:
        self.code, self.rows = code, rows if rows.ordered else rows.order_by("pk")
        self.compiler = self.rows.query.chain().get_compiler(connection=connection)
        try:
            self.sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.params = "", ()
            return
        self.is_postgres = connection.vendor == "postgresql"
        self.fields = [expression.output_field for expression, _, _ in self.compiler.select]
        self.readers = [(place, read) for place, field in enumerate(self.fields) if (read := self._find_reader(field))]
        self.values: list[list[Any]] = []

    def write_cte(self, name: str) -> str:
        colonnes = ", ".join(f"c{place}" for place in range(len(self.fields)))
        return f"{name}({colonnes}) AS ({self.sql})"

    def write_select(self, name: str, place: int) -> str:
        """Rows keep the rank at which they come."""
        written = [self._write_colonne(f"c{rang}", field) for rang, field in enumerate(self.fields)]
        call = "json_build_array" if self.is_postgres else "json_array"
        chunks = [f"{call}({', '.join(written[i : i + PAR_APPEL])})" for i in range(0, len(written), PAR_APPEL)]
        texte = f"{call}({', '.join(chunks)})" + ("::text" if self.is_postgres else "")
        return f"SELECT {place}, row_number() OVER (), {texte} FROM {name}"  # noqa: S608  names of ours, values apart

    def add(self, text: str) -> None:
        chunks = json.loads(text, parse_float=Decimal if self.is_postgres else float)
        flat = [value for chunk in chunks for value in chunk]
        for place, read in self.readers:
            if flat[place] is not None:
                flat[place] = read(flat[place])
        self.values.append(flat)

    def build(self) -> list[Any]:
        return build_rows(self.rows, self.compiler, self.values)

    def _write_colonne(self, colonne: str, field: Any) -> str:
        if isinstance(field, BinaryField):
            octets = f"encode({colonne}, 'hex')" if self.is_postgres else f"hex({colonne})"
            return f"CASE WHEN {colonne} IS NULL THEN NULL ELSE {octets} END"
        return f"{colonne}::text" if isinstance(field, JSONField) and self.is_postgres else colonne

    def _find_reader(self, field: Any) -> Callable[[Any], Any] | None:
        """As the engine's driver would have given it: Django converts the rest itself. None: JSON gives it already."""
        if isinstance(field, BinaryField):
            return bytes.fromhex
        is_tel_quel = isinstance(field, (JSONField, TextField, IntegerField, BooleanField, ForeignKey))
        return None if is_tel_quel or not self.is_postgres else cast(Callable[[Any], Any], field.to_python)


def build_rows(rows: QuerySet[Any], compiler: Any, lues: Sequence[Any]) -> list[Any]:
    """The rows that Django would have built, had it read these columns itself: its own iterators build them.

    `compiler`: the one that wrote the query, ours alone. No documented door leads from columns to objects with their
    related ones: `raw` knows no `select_related`. A compiler that answers from memory asks the least of Django's inside.
    """
    compiler.execute_sql = lambda *args, **kwargs: [lues]
    fed = rows.all()
    fed.query.get_compiler = lambda *args, **kwargs: compiler  # type: ignore[method-assign]
    return list(fed)
