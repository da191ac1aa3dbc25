"""The peer: DuckDB and SQL written by hand, over the same Parquet files. The one to beat."""

from pathlib import Path
from typing import Any

from maillage.bancs.cas.consolidation import run_concurrent
from maillage.bancs.consolidation.faits import list_fichiers
from maillage.bancs.pairs.consolidation_sql import count, list_chiffres
from maillage.consolidation.faits.tables import ETAPES, PARCOURS
from maillage.indicateurs.periodes import Periode

Tables = list[tuple[list[str], list[Any]]]


def consolidate(dossier: Path, annees: list[Periode]) -> Tables:
    import duckdb

    with duckdb.connect(config={"threads": 2}) as connection:
        for table in (PARCOURS, ETAPES):
            names = ", ".join(f"'{path}'" for path in list_fichiers(dossier, table))
            connection.execute(f"CREATE VIEW {table.nom} AS SELECT * FROM read_parquet([{names}])")
        return count(lambda sql: connection.execute(sql).fetchall(), annees, mediane="median(sortie - entree)")


if __name__ == "__main__":
    run_concurrent(consolidate, list_chiffres)
