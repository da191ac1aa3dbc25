"""Writes a table of facts as one Parquet file: whole or not at all."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from maillage.indicateurs.tables import Table, Type

TYPES: dict[Type, pa.DataType] = {
    Type.TEXTE: pa.string(), Type.DATE: pa.date32(), Type.ENTIER: pa.int32(), Type.CLE: pa.int64(), Type.BOOLEEN: pa.bool_(),
}  # fmt: skip


def write_parquet(table: Table, rows: Iterable[tuple[Any, ...]], path: Path) -> int:
    """The rows in the order of the table's columns; returns how many. A reader sees the old file, or the new one."""
    made = build_arrow(table, rows)
    aside = path.with_name(f".{path.name}.ecriture")
    aside.unlink(missing_ok=True)
    pq.write_table(made, aside, compression="zstd", version="2.6")
    with aside.open("rb") as file:
        os.fsync(file.fileno())
    aside.replace(path)
    return int(made.num_rows)


def build_arrow(table: Table, rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    """The rows in memory, with the declared types."""
    listed = list(rows)
    columns: Iterable[tuple[Any, ...]] = zip(*listed, strict=True) if listed else ((),) * len(table.colonnes)
    arrays = [
        pa.array(values, type=TYPES[colonne.type]) for colonne, values in zip(table.colonnes, columns, strict=True)
    ]
    return pa.Table.from_arrays(arrays, names=[colonne.nom for colonne in table.colonnes])


def list_lignes(table: Table, rows: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """Rows by name as rows in order."""
    return [tuple(row[colonne.nom] for colonne in table.colonnes) for row in rows]
