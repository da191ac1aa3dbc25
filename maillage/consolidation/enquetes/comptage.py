"""The answers handed over, as facts, then as cells of the catalogue: the page of results and the report read the same."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from maillage.consolidation.catalogue.enquete.catalogue import ENQUETE
from maillage.consolidation.cellules.comptage import Consolidation
from maillage.consolidation.cellules.niveaux import NATION, REGION
from maillage.consolidation.enquetes.rules.questions import CHOIX
from maillage.consolidation.enquetes.rules.reponses import ReponseLue
from maillage.consolidation.faits.tables_enquete import ENQUETE as TABLE
from maillage.indicateurs.calcul import FRANCE, compose, compute, compute_ensemble
from maillage.indicateurs.cellules import Cellule, add_up
from maillage.indicateurs.moteurs.memoire import MoteurMemoire
from maillage.indicateurs.periodes import make_annee


def list_faits(lues: Iterable[ReponseLue], *, millesime: int) -> list[tuple[object, ...]]:
    """In the order of the table's columns; what was not answered stays empty."""
    rows: list[tuple[object, ...]] = []
    for lue in lues:
        told: dict[str, object] = {**lue.entiers, **{code: lue.choix.get(code) for code in CHOIX}}
        told |= {"dispositif": lue.cle, "exercice": date(millesime, 12, 31)}
        rows.append(tuple(told.get(colonne.nom) for colonne in TABLE.colonnes))
    return rows


def count_enquete(lues: Sequence[ReponseLue], *, millesime: int, lieux: Mapping[str, str]) -> Consolidation:
    """Country and territories, each the sum of its dispositifs. `lieux`: where each counts, besides the country."""
    cles = [lue.cle for lue in lues]
    with MoteurMemoire({TABLE: list_faits(lues, millesime=millesime)}) as moteur:
        own = compute(ENQUETE, moteur, [make_annee(millesime)], cles)
    cellules: list[Cellule] = []
    for niveau, where in ((FRANCE, dict.fromkeys(cles, NATION)), (REGION, lieux)):
        cellules += compose(ENQUETE, add_up(own, niveau=niveau, territoires=where))
    return Consolidation(millesime, cellules, {}, is_fictive=False, catalogue=ENQUETE)


def count_ensemble(lues: Sequence[ReponseLue], *, millesime: int) -> list[Cellule]:
    """The country alone, at once: the same cells as their sum."""
    with MoteurMemoire({TABLE: list_faits(lues, millesime=millesime)}) as moteur:
        return compose(ENQUETE, compute_ensemble(ENQUETE, moteur, [make_annee(millesime)]))
