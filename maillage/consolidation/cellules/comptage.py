"""Counts a millésime on the facts of this installation: what each dispositif would deposit, and every sum of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.cellules.niveaux import Lieu, add_niveaux
from maillage.consolidation.faits.extraction import find_racine
from maillage.consolidation.faits.fichiers import list_sources, read_manifeste
from maillage.consolidation.faits.tables import PARCOURS
from maillage.indicateurs.calcul import compute
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
from maillage.indicateurs.periodes import make_annee
from maillage.reseau.models import Dispositif


@dataclass(frozen=True, slots=True)
class Consolidation:
    """`noms`: of the dispositifs counted, as a file calls them. `is_fictive`: one of them at least is of the demonstration.
    `lieux`: where each of them stands."""

    millesime: int
    cellules: Sequence[Cellule]
    noms: Mapping[str, str]
    is_fictive: bool
    lieux: Mapping[str, Lieu] = field(default_factory=dict)


def keep_tenus(dispositifs: Iterable[Dispositif]) -> list[Dispositif]:
    """Those that keep files here, as last extracted: one that keeps none has no zero to publish, it is not covered."""
    racine = find_racine()
    manifestes = ((one, read_manifeste(racine, one.uuid)) for one in dispositifs)
    return [one for one, found in manifestes if found is not None and found.lignes[PARCOURS.nom]]


def count_millesime(dispositifs: Sequence[Dispositif], *, millesime: int) -> Consolidation:
    """From the facts as they were last extracted."""
    cles = [str(one.uuid) for one in dispositifs]
    with MoteurDuckdb(list_sources(find_racine(), [one.uuid for one in dispositifs])) as moteur:
        cellules = compute(PLIE, moteur, [make_annee(millesime)], cles)
    lieux = {str(one.uuid): Lieu(one.departement_id or "", one.region_id or "") for one in dispositifs}
    noms = {str(one.uuid): one.slug for one in dispositifs}
    is_fictive = any(one.is_fictif for one in dispositifs)
    return Consolidation(millesime, add_niveaux(cellules, lieux), noms, is_fictive, lieux=lieux)
