"""A small table written whole as CSV, safe in a spreadsheet (R-15)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from maillage.socle.tableur import neutralise


def write_tableau(colonnes: Sequence[str], lignes: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """A whole table that fits in memory."""
    yield "\ufeff".encode() + _line(colonnes)
    for ligne in lignes:
        yield _line(ligne)


def _line(cells: Sequence[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerow(neutralise(cell) for cell in cells)
    return buffer.getvalue().encode()
