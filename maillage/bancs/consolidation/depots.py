"""Deposits reduced to what costs: cells as canonical bytes, their SHA-256, and their sum. One file a dispositif and a year."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from maillage.bancs.consolidation.faits import DISPOSITIFS, list_fichiers
from maillage.bancs.consolidation.tableaux import NATION, TABLEAUX
from maillage.consolidation.faits.tables import ETAPES, PARCOURS
from maillage.indicateurs.calcul import DISPOSITIF, compute
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.compilation import compile_population
from maillage.indicateurs.sommes import Ligne, add_lignes, list_lignes
from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
from maillage.indicateurs.periodes import Periode

Tableaux = dict[str, dict[str, list[Ligne]]]  # by year, then by territory


class DepotAltere(Exception):
    """Its bytes are not those that were sent."""


def count_faits(dossier: Path, annees: Sequence[Periode]) -> list[Cellule]:
    """Ours, from the facts: as a command that has just started, the statements are written anew."""
    compile_population.cache_clear()
    with MoteurDuckdb({table: list_fichiers(dossier, table) for table in (PARCOURS, ETAPES)}) as moteur:
        return compute(TABLEAUX, moteur, annees, DISPOSITIFS)


def write_depots(dossier: Path, annees: Sequence[Periode]) -> None:
    found = sorted(count_faits(dossier, annees), key=lambda c: (c.periode, c.territoire))
    for (periode, territoire), cellules in groupby(found, key=lambda c: (c.periode, c.territoire)):
        contenu = encode(cellules)
        path = find_depot(dossier, periode, territoire)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contenu)
        path.with_suffix(".sha256").write_text(hashlib.sha256(contenu).hexdigest())


def find_depot(dossier: Path, periode: str, territoire: str) -> Path:
    return dossier / "depots" / periode / f"{territoire}.json"


def encode(cellules: Iterable[Cellule]) -> bytes:
    return json.dumps(list_lignes(cellules), ensure_ascii=False, separators=(",", ":")).encode()


def read_depots(dossier: Path, periode: str) -> dict[str, list[Ligne]]:
    """The rows of each dispositif: they are its table."""
    found: dict[str, list[Ligne]] = {}
    for path in sorted((dossier / "depots" / periode).glob("*.json")):
        contenu = path.read_bytes()
        if hashlib.sha256(contenu).hexdigest() != path.with_suffix(".sha256").read_text():
            raise DepotAltere(f"Le dépôt {path.name} de {periode} n’est pas celui qui a été reçu.")
        found[path.stem] = json.loads(contenu)
    return found


def add_depots(dossier: Path, annees: Sequence[Periode]) -> Tableaux:
    """Ours, from the deposits: by year, the table of each dispositif and that of the nation, which is their sum."""
    found: Tableaux = {}
    for annee in annees:
        tables = read_depots(dossier, annee.code)
        found[annee.code] = tables | {NATION: add_lignes(tables.values())}
    return found


def list_cellules(tableaux: Tableaux) -> Iterator[Cellule]:
    """Unmeasured: to be compared with the others."""
    for periode, tables in tableaux.items():
        for territoire, lignes in tables.items():
            for code, ventilation, modalite, numerateur, base, inconnus, histogramme in lignes:
                yield Cellule(
                    code, 1, periode, DISPOSITIF, territoire, ventilation, modalite, numerateur, base, inconnus,
                    tuple((value, count) for value, count in histogramme),
                )  # fmt: skip
