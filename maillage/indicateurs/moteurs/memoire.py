"""DuckDB over rows held in memory: for one dispositif, counted while somebody waits."""

from collections.abc import Iterable, Mapping
from typing import Any

from maillage.indicateurs.ecriture import build_arrow
from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
from maillage.indicateurs.tables import Table


class MoteurMemoire(MoteurDuckdb):
    """The same engine as over files, on one thread: a request takes no more of the machine than its own."""

    def __init__(self, lignes: Mapping[Table, Iterable[tuple[Any, ...]]]) -> None:
        super().__init__({}, threads=1)
        for table, rows in lignes.items():
            self._connexion.register(table.nom, build_arrow(table, rows))
