"""Counts a millésime on the facts of this installation: what each dispositif would deposit, and every sum of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.cellules.niveaux import Lieu, add_niveaux
from maillage.consolidation.faits.extraction import find_racine
from maillage.consolidation.faits.fichiers import list_sources
from maillage.indicateurs.calcul import compute
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
from maillage.indicateurs.periodes import make_annee
from maillage.reseau.models import Dispositif


@dataclass(frozen=True, slots=True)
class Consolidation:
    """`noms`: of the dispositifs, as a file calls them."""

    millesime: int
    cellules: Sequence[Cellule]
    noms: Mapping[str, str]


def count_millesime(dispositifs: Sequence[Dispositif], *, millesime: int) -> Consolidation:
    """From the facts as they were last extracted."""
    cles = [str(one.uuid) for one in dispositifs]
    with MoteurDuckdb(list_sources(find_racine(), [one.uuid for one in dispositifs])) as moteur:
        cellules = compute(PLIE, moteur, [make_annee(millesime)], cles)
    lieux = {str(one.uuid): Lieu(one.departement_id or "", one.region_id or "") for one in dispositifs}
    return Consolidation(millesime, add_niveaux(cellules, lieux), {str(one.uuid): one.slug for one in dispositifs})
