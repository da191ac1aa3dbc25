"""Counts a millésime on the facts of this installation: what each dispositif would deposit, and every sum of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.cellules.niveaux import Lieu, add_niveaux
from maillage.consolidation.faits.extraction import find_racine
from maillage.consolidation.faits.fichiers import list_sources, read_manifeste
from maillage.consolidation.faits.tables import TENUES
from maillage.indicateurs.calcul import compute
from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
from maillage.indicateurs.periodes import make_annee
from maillage.reseau.models import Dispositif


@dataclass(frozen=True, slots=True)
class Consolidation:
    """`noms`: of the dispositifs counted, as a file calls them. `is_fictive`: one of them at least is of the demonstration."""

    millesime: int
    cellules: Sequence[Cellule]
    noms: Mapping[str, str]
    is_fictive: bool
    catalogue: Catalogue = PLIE


def keep_tenus(dispositifs: Iterable[Dispositif], *, catalogue: Catalogue = PLIE) -> list[Dispositif]:
    """Those that keep files here, as last extracted: one that keeps none has no zero to publish, it is not covered."""
    racine = find_racine()
    tenues = {table.nom for table in TENUES if table in catalogue.tables}
    manifestes = ((one, read_manifeste(racine, one.uuid)) for one in dispositifs)
    return [one for one, found in manifestes if found is not None and any(found.lignes.get(nom) for nom in tenues)]


def count_millesime(dispositifs: Sequence[Dispositif], *, millesime: int, catalogue: Catalogue = PLIE) -> Consolidation:
    """From the facts as they were last extracted."""
    cles = [str(one.uuid) for one in dispositifs]
    sources = list_sources(find_racine(), [one.uuid for one in dispositifs], tables=catalogue.tables)
    with MoteurDuckdb(sources) as moteur:
        cellules = compute(catalogue, moteur, [make_annee(millesime)], cles)
    lieux = {str(one.uuid): Lieu(one.departement_id or "", one.region_id or "") for one in dispositifs}
    noms = {str(one.uuid): one.slug for one in dispositifs}
    is_fictive = any(one.is_fictif for one in dispositifs)
    return Consolidation(millesime, add_niveaux(cellules, lieux, catalogue=catalogue), noms, is_fictive, catalogue)
