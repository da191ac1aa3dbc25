"""`cellules.csv`: one line a cell, the value beside its base and its unknowns. Whole or not at all."""

import csv
import os
from collections.abc import Collection
from pathlib import Path

from maillage.consolidation.cellules.comptage import Consolidation
from maillage.indicateurs.cellules import Cellule, Cle
from maillage.indicateurs.valeurs import derive, derive_base

COLONNES = (
    "code", "libelle", "millesime", "niveau", "territoire", "ventilation", "modalite", "valeur", "unite", "base", "non_reponse", "statut",
    "version",
)  # fmt: skip
# What is in this file was not controlled for disclosure: it stays with whoever counts. Of the demonstration: it says so.
INTERNE, FICTIF = "interne", "fictif"
MASQUEE = "masquée"


def write_cellules(
    path: Path,
    found: Consolidation,
    *,
    statut: str = INTERNE,
    masquees: Collection[Cle] = (),
    hors: Collection[Cle] = (),
) -> int:
    """Returns how many lines. An empty value: there is nothing to divide by, or the line says that it is hidden. `hors`: what
    this file does not name at all."""
    aside = path.with_name(f".{path.name}.ecriture")
    written = 0
    with aside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLONNES)
        for cellule in found.cellules:
            if cellule.cle not in hors:
                writer.writerow(_list_champs(cellule, found, statut=statut, is_masquee=cellule.cle in masquees))
                written += 1
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    return written


def _list_champs(cellule: Cellule, found: Consolidation, *, statut: str, is_masquee: bool) -> tuple[object, ...]:
    mesure = found.catalogue.mesures[cellule.code]
    valeur = None if is_masquee else derive(mesure, cellule)
    said = MASQUEE if is_masquee else FICTIF if found.is_fictive else statut
    return (
        cellule.code, mesure.libelle, cellule.periode, cellule.niveau, found.noms.get(cellule.territoire, cellule.territoire),
        cellule.ventilation, cellule.modalite, "" if valeur is None else valeur, mesure.unite,
        "" if is_masquee else derive_base(mesure, cellule), "" if is_masquee else cellule.non_reponse, said, cellule.version,
    )  # fmt: skip
