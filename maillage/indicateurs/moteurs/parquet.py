"""DuckDB over Parquet files: the default engine, within one process and on this machine only."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

from maillage.indicateurs.compilation import DUCKDB, Dialecte
from maillage.indicateurs.tables import Table


class MoteurDuckdb:
    """Each table of facts is a view over its files; a table without a file is empty. No extension, no network."""

    dialecte: Dialecte = DUCKDB

    def __init__(self, sources: Mapping[Table, Sequence[Path]], *, threads: int = 2) -> None:
        self._connexion = duckdb.connect(
            config={
                "threads": threads,
                "temp_directory": "",  # facts are written in their own folder, and nowhere else
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )
        for table, files in sources.items():
            self._open(table, files)

    def _open(self, table: Table, files: Sequence[Path]) -> None:
        if not files:
            columns = ", ".join(f'"{nom}" {TYPES[type_]}' for nom, type_ in table.types.items())
            self._connexion.execute(f'CREATE TABLE "{table.nom}" ({columns})')
            return
        names = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files)
        columns = ", ".join(f'"{nom}"' for nom in table.types)
        # Names of files and columns cannot be bound as parameters of a view; both come from the code and its folder.
        self._connexion.execute(
            f'CREATE VIEW "{table.nom}" AS SELECT {columns} FROM read_parquet([{names}])'  # noqa: S608
        )

    def execute(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connexion.execute(sql).fetchall()

    def close(self) -> None:
        self._connexion.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


TYPES = {"string": "VARCHAR", "date": "DATE", "int32": "INTEGER", "int64": "BIGINT", "boolean": "BOOLEAN"}
