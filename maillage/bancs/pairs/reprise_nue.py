"""The peer: calamine reads the workbook, the driver loads every cell as text into one table. Nothing is checked."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

from maillage.bancs.cas.reprise import FICHIER
from maillage.bancs.coureur import measure, report


def load() -> int:
    dossier = Path(os.environ["MAILLAGE_VAR"])
    base = dossier / "pair.sqlite3"
    base.unlink(missing_ok=True)
    rows = CalamineWorkbook.from_path(str(dossier / FICHIER)).get_sheet_by_index(0).iter_rows()
    heading = next(rows)

    def texts() -> Iterator[list[str]]:
        for row in rows:
            yield [str(cell) for cell in row]

    with sqlite3.connect(base) as connection:
        connection.execute(f"CREATE TABLE brut ({', '.join(f'c{n} TEXT' for n in range(len(heading)))})")
        marks = ",".join("?" * len(heading))
        connection.executemany(f"INSERT INTO brut VALUES ({marks})", texts())
        found: int = connection.execute("SELECT count(*) FROM brut").fetchone()[0]
    return found


if __name__ == "__main__":
    cpu, lignes = measure(load, repetitions=1)
    report(cpu, lignes)
