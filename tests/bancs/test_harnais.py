"""The harness: equality before any ratio, and ratios that say what they claim."""

import io
from contextlib import nullcontext
from pathlib import Path

import pytest

from maillage.bancs.coureur import read_cells
from maillage.bancs.harnais import (
    Cas,
    ConcurrentEnEchec,
    Passage,
    SortiesDifferentes,
    check_empreintes,
    compare,
    format_bilan,
    run_cas,
)


def passages(*cpus: float, empreinte: str = "a") -> list[Passage]:
    return [Passage(cpu=cpu, memoire=100, empreinte=empreinte) for cpu in cpus]


def make_cas(**modules: str) -> Cas:
    return Cas("T1", "Essai", 1.3, modules, lambda dossier: nullcontext({}), "CPU")


def test_des_sorties_differentes_ne_donnent_aucun_rapport():
    with pytest.raises(SortiesDifferentes, match="aucun rapport"):
        check_empreintes({"nous": passages(1), "pair": passages(1, empreinte="b")})


def test_le_rapport_est_la_mediane_des_paires_voisines():
    bilan = compare("pair", passages(2, 2, 30), passages(1, 2, 10))
    assert (bilan.mediane, bilan.minimum, bilan.maximum) == (2, 1, 3)


def test_un_but_manque_est_dit():
    assert "but manqué" in format_bilan(make_cas(), compare("pair", passages(2), passages(1)))
    assert "but atteint" in format_bilan(make_cas(), compare("pair", passages(1), passages(1)))


def test_les_cellules_sont_lues_ligne_a_ligne():
    page = "<table><thead><tr><th>x</th></tr></thead><tbody><tr><td>a <b>b</b></td><td></td></tr></tbody></table>"
    assert read_cells(page) == [["a b", ""]]


def test_two_processes_are_alternated_and_compared(tmp_path: Path):
    for name, work in (("peer_light", 200_000), ("peer_heavy", 2_000_000)):
        (tmp_path / f"{name}.py").write_text(
            "import json, resource, hashlib\n"
            f"x = sum(range({work}))\n"
            "u = resource.getrusage(resource.RUSAGE_SELF)\n"
            "print(json.dumps({'cpu': u.ru_utime + u.ru_stime, 'memoire': u.ru_maxrss, 'empreinte': 'z'}))\n"
        )
    output = io.StringIO()
    (bilan,) = run_cas(
        make_cas(nous="peer_light", pair="peer_heavy"),
        paires=2,
        environnement={"PYTHONPATH": str(tmp_path)},
        sortie=output,
    )
    assert bilan.pair == "pair"
    assert "× « pair »" in output.getvalue()


def test_a_contender_that_fails_stops_the_bench(tmp_path: Path):
    (tmp_path / "broken.py").write_text("raise SystemExit('cassé')")
    with pytest.raises(ConcurrentEnEchec, match="cassé"):
        run_cas(
            make_cas(nous="broken", pair="broken"),
            paires=1,
            environnement={"PYTHONPATH": str(tmp_path)},
            sortie=io.StringIO(),
        )
