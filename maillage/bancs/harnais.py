"""Alternates the contenders in separate processes, compares what they produced, then — only then — their cost.

A bare time is never printed: machines differ and this one is shared. What is printed is the median of the ratios of
neighbouring runs, with the smallest and the largest, and the memory each contender needed.
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO


class SortiesDifferentes(Exception):
    """Two contenders did not produce the same thing: comparing their cost would mean nothing."""


class ConcurrentEnEchec(Exception):
    """A contender could not run to its end."""


# Given an empty folder: the environment the contenders run in, for as long as the context is open.
Preparation = Callable[[Path], AbstractContextManager[Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Cas:
    """One comparison. `concurrents` maps a name to the module run as `python -m`, ours first; `but` is the goal."""

    code: str
    titre: str
    but: float
    concurrents: Mapping[str, str]
    prepare: Preparation
    mesure: str


@dataclass(frozen=True, slots=True)
class Passage:
    """What one process reports of itself."""

    cpu: float
    memoire: int
    empreinte: str
    dit: str = ""


@dataclass(frozen=True, slots=True)
class Bilan:
    """Ours over the peer's: below 1, we cost less."""

    pair: str
    mediane: float
    minimum: float
    maximum: float
    memoire: float


def run_cas(cas: Cas, *, paires: int, environnement: Mapping[str, str], sortie: TextIO) -> list[Bilan]:
    """Runs ABAB…, `paires` times after one unmeasured pass, and prints the ratios against each peer."""
    passages: dict[str, list[Passage]] = {nom: [] for nom in cas.concurrents}
    for tour in range(paires + 1):
        for nom, module in cas.concurrents.items():
            passage = _run(module, environnement)
            if tour:
                passages[nom].append(passage)
        sortie.write(f"  {tour}/{paires} passages\r")
        sortie.flush()
    check_empreintes(passages)
    nous, *pairs = cas.concurrents
    bilans = [compare(nom, passages[nous], passages[nom]) for nom in pairs]
    for bilan in bilans:
        sortie.write(format_bilan(cas, bilan) + "\n")
    for nom, suite in passages.items():
        if suite[-1].dit:
            sortie.write(f"    « {nom} » {suite[-1].dit}\n")
    return bilans


def check_empreintes(passages: Mapping[str, Sequence[Passage]]) -> None:
    empreintes = {nom: {passage.empreinte for passage in suite} for nom, suite in passages.items()}
    if len(set().union(*empreintes.values())) != 1:
        detail = " ; ".join(f"{nom} : {', '.join(sorted(e[:12] for e in vues))}" for nom, vues in empreintes.items())
        raise SortiesDifferentes(f"Les sorties diffèrent, aucun rapport n’est calculé ({detail}).")


def compare(pair: str, nous: Sequence[Passage], autres: Sequence[Passage]) -> Bilan:
    rapports = [a.cpu / b.cpu for a, b in zip(nous, autres, strict=True)]
    return Bilan(
        pair=pair,
        mediane=statistics.median(rapports),
        minimum=min(rapports),
        maximum=max(rapports),
        memoire=statistics.median(p.memoire for p in nous) / statistics.median(p.memoire for p in autres),
    )


def format_bilan(cas: Cas, bilan: Bilan) -> str:
    def nombre(value: float) -> str:
        return f"{value:.2f}".replace(".", ",")

    verdict = "but atteint" if bilan.mediane <= cas.but else "but manqué"
    return (
        f"  {cas.code} · {cas.mesure} : {nombre(bilan.mediane)} × « {bilan.pair} » "
        f"({nombre(bilan.minimum)} à {nombre(bilan.maximum)}) ; mémoire {nombre(bilan.memoire)} × ; "
        f"but ≤ {nombre(cas.but)} × : {verdict}"
    )


def _run(module: str, environnement: Mapping[str, str]) -> Passage:
    done = subprocess.run(  # noqa: S603  our own interpreter, our own module
        [sys.executable, "-m", module], env=dict(environnement), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ConcurrentEnEchec(f"« {module} » s’est arrêté : {done.stderr.strip().splitlines()[-1:]}")
    return Passage(**json.loads(done.stdout.splitlines()[-1]))
