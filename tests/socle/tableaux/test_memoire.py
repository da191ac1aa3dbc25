"""An export holds a bounded memory, whatever the number of rows: measured in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

LIGNES = 200_000
MEBIOCTETS = 40  # beyond what the same process holds for a thousand rows

PROGRAMME = """
import os, resource, sys, tempfile
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
django.setup()
from maillage.socle.tableaux import ods
from maillage.socle.tableur import neutralise
from maillage.socle.tableaux.exports import write_xlsx

write = {"xlsx": write_xlsx, "ods": ods.write}[sys.argv[1]]
rows = ([neutralise(f"=Ligne {rang} aux lettres toujours autres"), rang, None, "fin"] for rang in range(int(sys.argv[2])))
with tempfile.TemporaryFile() as target:
    write(target, [("Donnees", rows)])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.lent
@pytest.mark.parametrize("format", ["xlsx", "ods"])
def test_a_workbook_of_200_000_rows_is_written_in_bounded_memory(format):
    small, large = (_measure(format, rows) for rows in (1000, LIGNES))
    assert large - small < MEBIOCTETS, f"{small} Mio puis {large} Mio"


def _measure(format: str, rows: int) -> int:
    root = Path(__file__).resolve().parents[3]
    result = subprocess.run(
        [sys.executable, "-c", PROGRAMME, format, str(rows)], cwd=root, capture_output=True, text=True, check=True
    )
    return int(result.stdout)
