"""A process that lasts is ready before it serves; one that carries what waits and stops does not pay for it."""

import pytest

PROGRAMME = """
import gc, sys
from maillage.cli import main

assert main(["travailleur", "--une-fois"]) == 0
passing = gc.get_freeze_count() > 100_000, "config.urls" in sys.modules, "altair" in sys.modules
import config.wsgi
print(*passing, gc.get_freeze_count() > 100_000, "altair" in sys.modules)
"""


@pytest.mark.un_moteur
def test_only_a_process_that_lasts_loads_all_and_sets_it_aside(base, tmp_path):
    (tmp_path / "programme.py").write_text(PROGRAMME)
    here = base.extra | {"PYTHONPATH": f"{tmp_path}:{base.env['PYTHONPATH']}"}
    said = type(base)(base.url, base.var, here).run("programme").splitlines()
    assert said[-1] == "True False False True True"


@pytest.mark.un_moteur
def test_a_command_leaves_its_base_in_one_file(base):
    """Nothing stays in SQLite's log, which a copy of the file would leave behind."""
    base.run("maillage", "travailleur", "--une-fois")
    assert [path.name for path in base.var.glob("base.sqlite3*")] == ["base.sqlite3"]
