"""`cellules.csv`: one line a cell, the value beside its base and its unknowns. Whole or not at all."""

import csv
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from maillage.consolidation.catalogue.plie import PLIE
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.valeurs import derive

COLONNES = (
    "code", "libelle", "millesime", "niveau", "territoire", "ventilation", "modalite", "valeur", "unite", "base", "non_reponse", "statut",
    "version",
)  # fmt: skip
# What is in this file was not controlled for disclosure: it stays with whoever counts.
INTERNE = "interne"


def write_cellules(path: Path, cellules: Iterable[Cellule], noms: Mapping[str, str]) -> int:
    """`noms`: how a territory is called in the file, by its key. Returns how many lines; an empty value: nothing to divide."""
    aside = path.with_name(f".{path.name}.ecriture")
    written = 0
    with aside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLONNES)
        for cellule in cellules:
            writer.writerow(_list_champs(cellule, noms))
            written += 1
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    return written


def _list_champs(cellule: Cellule, noms: Mapping[str, str]) -> tuple[object, ...]:
    mesure = PLIE.mesures[cellule.code]
    valeur = derive(mesure, cellule)
    return (
        cellule.code, mesure.libelle, cellule.periode, cellule.niveau, noms.get(cellule.territoire, cellule.territoire),
        cellule.ventilation, cellule.modalite, "" if valeur is None else valeur, mesure.unite, cellule.base,
        cellule.non_reponse, INTERNE, cellule.version,
    )  # fmt: skip
