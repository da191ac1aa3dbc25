"""`tableaux.xlsx`: a sheet a chapter, the nation then its territories, each figure beside its base; then what they mean."""

import os
import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from maillage.consolidation.cellules.comptage import Consolidation
from maillage.consolidation.cellules.niveaux import NATION, REGION
from maillage.consolidation.secret.masques import MASQUE
from maillage.indicateurs.calcul import FRANCE
from maillage.indicateurs.catalogue import Chapitre
from maillage.indicateurs.cellules import TOTAL, Cellule, Cle
from maillage.indicateurs.mesures import AnyMesure, Taux
from maillage.indicateurs.valeurs import derive, derive_base
from maillage.socle.tableaux.exports import write_xlsx
from maillage.socle.tableur import neutralise

ENTETE = ("Indicateur", "Par", "Catégorie", "Territoire", "Valeur", "Unité", "Base", "Sans réponse")
ENTETE_DEFINITIONS = ("Indicateur", "Code", "Repère", "Ce qui est compté", "Base", "Unité", "Source", "Note", "Version")
NOM_FEUILLE = 31  # what a spreadsheet allows
Ligne = list[Any]


def write_classeur(
    path: Path, found: Consolidation, *, masquees: Collection[Cle], apropos: Sequence[tuple[str, Any]], regions: Mapping[str, str]
) -> None:  # fmt: skip
    """Whole or not at all. `masquees`: what says « masqué » and nothing else; `regions`: their names."""
    noms = {NATION: "France", **regions, **found.noms}
    aside = path.with_name(f".{path.name}.ecriture")
    with aside.open("wb") as file:
        write_xlsx(file, _list_feuilles(found, masquees, apropos, noms))
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def _list_feuilles(
    found: Consolidation, masquees: Collection[Cle], apropos: Sequence[tuple[str, Any]], lieux: Mapping[str, str]
) -> Iterator[tuple[str, Iterable[Ligne]]]:
    rows: dict[str, list[Cellule]] = {}
    for cellule in found.cellules:
        if cellule.niveau in {FRANCE, REGION}:
            rows.setdefault(cellule.code, []).append(cellule)
    for chapitre in found.catalogue.chapitres:
        yield _shorten(chapitre.libelle), _list_lignes(chapitre, rows, lieux, masquees)
    yield "Définitions", [list(ENTETE_DEFINITIONS), *(_define(mesure) for mesure in found.catalogue.mesures.values())]
    yield "À propos", [[neutralise(libelle), valeur] for libelle, valeur in apropos]


def _shorten(libelle: str) -> str:
    """Whole words."""
    return textwrap.shorten(libelle, NOM_FEUILLE, placeholder="…")


def _list_lignes(
    chapitre: Chapitre, rows: dict[str, list[Cellule]], lieux: Mapping[str, str], masquees: Collection[Cle]
) -> Iterator[Ligne]:
    yield list(ENTETE)
    for mesure in chapitre.mesures:
        noms = {v.code: v for v in mesure.ventilations}
        order = {code: rang for rang, code in enumerate((TOTAL, *noms))}
        for cellule in sorted(
            rows.get(mesure.code, ()),
            key=lambda c: (order.get(c.ventilation, 0), c.modalite, c.niveau != FRANCE, c.territoire),
        ):
            ventilation = noms.get(cellule.ventilation)
            yield [
                mesure.libelle,
                ventilation.libelle if ventilation else "Ensemble",
                ventilation.name(cellule.modalite) if ventilation else "",
                lieux.get(cellule.territoire, cellule.territoire),
                *_read(mesure, cellule, is_masquee=cellule.cle in masquees),
            ]


def _read(mesure: AnyMesure, cellule: Cellule, *, is_masquee: bool) -> Ligne:
    if is_masquee:
        return [MASQUE, mesure.unite, "", ""]
    valeur = derive(mesure, cellule)
    return ["" if valeur is None else valeur, mesure.unite, derive_base(mesure, cellule), cellule.non_reponse]


def _define(mesure: AnyMesure) -> Ligne:
    base = mesure.base if isinstance(mesure, Taux) else mesure.population.libelle
    compte = mesure.numerateur.compte if isinstance(mesure, Taux) else mesure.compte
    return [
        mesure.libelle, mesure.code, mesure.repere, compte, base, mesure.unite, mesure.source, mesure.note, mesure.version,
    ]  # fmt: skip
