"""The deposits of the bench: the documents that dispositifs send, in one file a dispositif and a year, and their sum."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from maillage.bancs.consolidation.faits import DISPOSITIFS, list_fichiers
from maillage.bancs.consolidation.tableaux import NATION, TABLEAUX, add_france
from maillage.consolidation.depots.rules.documents import EnTete, compute_empreinte, read_document, write_document
from maillage.consolidation.faits.tables import ETAPES, PARCOURS
from maillage.indicateurs.calcul import DISPOSITIF, compute
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.compilation import compile_population
from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
from maillage.indicateurs.periodes import Periode
from maillage.indicateurs.sommes import Ligne, add_lignes

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
        contenu = write_document(make_entete(periode, territoire), TABLEAUX, cellules)
        path = find_depot(dossier, periode, territoire)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contenu)
        path.with_suffix(".sha256").write_text(compute_empreinte(contenu))


def make_entete(periode: str, territoire: str) -> EnTete:
    return EnTete(territoire, "banc", int(periode), True)


def find_depot(dossier: Path, periode: str, territoire: str) -> Path:
    return dossier / "depots" / periode / f"{territoire}.json"


def list_depots(dossier: Path, periode: str) -> Iterator[tuple[str, bytes]]:
    """Those of a year, once it is seen that each is what was received."""
    for path in sorted((dossier / "depots" / periode).glob("*.json")):
        contenu = path.read_bytes()
        if compute_empreinte(contenu) != path.with_suffix(".sha256").read_text():
            raise DepotAltere(f"Le dépôt {path.name} de {periode} n’est pas celui qui a été reçu.")
        yield path.stem, contenu


def add_depots(dossier: Path, annees: Sequence[Periode]) -> Tableaux:
    """The floor: the rows of each dispositif are its table, those of the nation are their sum. Checked when they came in."""
    found: Tableaux = {}
    for annee in annees:
        tables = {
            territoire: json.loads(contenu)["cellules"] for territoire, contenu in list_depots(dossier, annee.code)
        }
        found[annee.code] = tables | {NATION: add_lignes(tables.values())}
    return found


def check_depots(dossier: Path, annees: Sequence[Periode]) -> list[Cellule]:
    """As they are received, every check made again on each, then added up cell by cell."""
    found: list[Cellule] = []
    for annee in annees:
        read: list[Cellule] = []
        for territoire, contenu in list_depots(dossier, annee.code):
            lecture = read_document(contenu, attendu=make_entete(annee.code, territoire), catalogue=TABLEAUX)
            if lecture.refus:
                raise DepotAltere(lecture.refus[0])
            read += lecture.cellules
        found += read + add_france(read, DISPOSITIFS)
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
