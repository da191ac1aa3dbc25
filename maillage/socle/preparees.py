"""Queries that every page asks, written in SQL once: their compilation costs more than what the database answers.

`build` makes the queryset from `Valeur`s in the place of what changes (who, which day); `read` gives them. Their rows
come back as that queryset would have given them. What the SQL holds besides is the same for everybody.
"""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Expression, Field, Lookup, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.timezone import get_current_timezone_name

from maillage.socle.lectures import build_rows


class Valeur(Expression):
    """What is given at each reading. `lot`: several at once, for `Parmi`."""

    def __init__(self, nom: str, champ: "Field[Any, Any]", *, lot: bool = False) -> None:
        super().__init__(output_field=champ)
        self.nom, self.lot = nom, lot

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [_Place(self.nom, self.output_field, self.lot)]


class Parmi(Lookup):
    """`filter(Parmi(F("parcours"), Valeur("cles", …, lot=True)))`: the SQL is the same however many there are."""

    lookup_name = "parmi"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return self._write(compiler, connection, "{} IN (SELECT value FROM json_each({}))")

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return self._write(compiler, connection, "{} = ANY({})")

    def _write(self, compiler: Any, connection: Any, forme: str) -> tuple[str, list[Any]]:
        lhs, lhs_params = self.process_lhs(compiler, connection)
        rhs, rhs_params = self.process_rhs(compiler, connection)
        return forme.format(lhs, rhs), [*lhs_params, *rhs_params]


@dataclass(frozen=True, slots=True)
class _Place:
    """Among the arguments of a written query, that of one value."""

    nom: str
    champ: "Field[Any, Any]"
    lot: bool

    def fill(self, valeurs: dict[str, Any]) -> Any:
        value = valeurs[self.nom]
        if isinstance(value, Valeur):  # of the prepared query that this one is written in
            return _Place(value.nom, value.output_field, value.lot)
        if self.lot:
            return list(value) if connection.vendor == "postgresql" else json.dumps(list(value))
        return self.champ.get_db_prep_value(value, connection)


@dataclass(frozen=True, slots=True)
class _Ecrite:
    rows: QuerySet[Any]
    compiler: Any
    sql: str
    params: tuple[Any, ...]

    def fill(self, valeurs: dict[str, Any]) -> list[Any]:
        return [param.fill(valeurs) if isinstance(param, _Place) else param for param in self.params]


class Preparee:
    """One query. `champs`: the values it is given, and of which type; `lots`: those that are lists."""

    def __init__(
        self, build: Callable[..., QuerySet[Any]], *, lots: tuple[str, ...] = (), **champs: "Field[Any, Any]"
    ) -> None:
        self.build = build
        self.valeurs = {nom: Valeur(nom, champ, lot=nom in lots) for nom, champ in champs.items()}
        self._ecrites: dict[tuple[str, str], _Ecrite] = {}

    def read(self, **valeurs: Any) -> list[Any]:
        ecrite = self._write()
        params = ecrite.fill(valeurs)
        with connection.cursor() as cursor:
            cursor.execute(ecrite.sql, params)
            found = cursor.fetchall()
        compiler = copy.copy(ecrite.compiler)  # the written one is everybody's
        compiler.connection = connection
        return build_rows(ecrite.rows, compiler, found)

    def write(self, **valeurs: Any) -> RawSQL:
        """Inside another query, where it is not compiled again: `filter(pk__in=….write(…))`."""
        ecrite = self._write()
        return RawSQL(ecrite.sql, ecrite.fill(valeurs))  # noqa: S611  Django wrote it, values apart

    def _write(self) -> _Ecrite:
        """The engine and the time zone are in the SQL."""
        key = (connection.vendor, get_current_timezone_name())
        if key not in self._ecrites:
            rows = self.build(**self.valeurs)
            compiler = rows.query.get_compiler(connection=connection)
            sql, params = compiler.as_sql()
            self._ecrites[key] = _Ecrite(rows, compiler, sql, tuple(params))
        return self._ecrites[key]
