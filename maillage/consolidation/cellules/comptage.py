"""Counts a millésime on the facts of this installation: what each dispositif would deposit, and every sum of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.cellules.controle import Controle
from maillage.consolidation.cellules.controles import find_controle
from maillage.consolidation.cellules.moteurs import DUCKDB, open_moteur
from maillage.consolidation.cellules.niveaux import NATION, Lieu, add_niveaux, list_niveaux
from maillage.consolidation.faits.extraction import find_racine
from maillage.consolidation.faits.fichiers import list_sources, read_manifeste
from maillage.consolidation.faits.tables import TENUES
from maillage.consolidation.faits.tables_clause import TENUES_CLAUSE
from maillage.indicateurs.apports import Apport, compute_apports
from maillage.indicateurs.calcul import DISPOSITIF, FRANCE, Moteur, compute, compute_distinctes
from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.periodes import Periode, make_annee
from maillage.indicateurs.populations import TERRITOIRE
from maillage.reseau.models import Dispositif


@dataclass(frozen=True, slots=True)
class Consolidation:
    """`noms`: of the dispositifs counted, as a file calls them. `is_fictive`: one of them at least is of the demonstration.
    `lieux`: where each of them stands. `apports`: who gives to the magnitudes, of each of them; `partages`: to what several of
    them follow, of the nation; never printed."""

    millesime: int
    cellules: Sequence[Cellule]
    noms: Mapping[str, str]
    is_fictive: bool
    catalogue: Catalogue = PLIE
    lieux: Mapping[str, Lieu] = field(default_factory=dict)
    apports: Mapping[str, Sequence[Apport]] = field(default_factory=dict)
    partages: Sequence[Apport] = ()


def keep_tenus(dispositifs: Iterable[Dispositif], *, catalogue: Catalogue = PLIE) -> list[Dispositif]:
    """Those that keep files here, as last extracted: one that keeps none has no zero to publish, it is not covered."""
    racine = find_racine()
    tenues = {table.nom for table in (*TENUES, *TENUES_CLAUSE) if table in catalogue.tables}
    manifestes = ((one, read_manifeste(racine, one.uuid)) for one in dispositifs)
    return [one for one, found in manifestes if found is not None and any(found.lignes.get(nom) for nom in tenues)]


def count_millesime(
    dispositifs: Sequence[Dispositif], *, millesime: int, catalogue: Catalogue = PLIE, moteur: str = DUCKDB
) -> Consolidation:
    """From the facts as they were last extracted. Every engine gives the same cells."""
    cles = [str(one.uuid) for one in dispositifs]
    periodes = [make_annee(millesime)]
    lieux = {str(one.uuid): Lieu(one.departement_id or "", one.region_id or "") for one in dispositifs}
    sources = list_sources(find_racine(), [one.uuid for one in dispositifs], tables=catalogue.tables)
    controle = find_controle(catalogue)
    with open_moteur(moteur, sources) as opened:
        apports = compute_apports(controle.grandeurs, opened, periodes[0], cle=DISPOSITIF)
        partages = count_partages(controle, opened, periodes[0], lieux)
        cellules = compute(catalogue, opened, periodes, cles)
        distinctes = [
            cellule
            for niveau, places in list_niveaux(lieux).items()
            for cellule in compute_distinctes(catalogue, opened, periodes, niveau=niveau, lieux=places)
        ]
    noms = {str(one.uuid): one.slug for one in dispositifs}
    is_fictive = any(one.is_fictif for one in dispositifs)
    niveaux = add_niveaux(cellules, lieux, catalogue=catalogue, distinctes=distinctes)
    return Consolidation(millesime, niveaux, noms, is_fictive, catalogue, lieux, apports, partages)


def count_partages(controle: Controle, moteur: Moteur, periode: Periode, lieux: Mapping[str, Lieu]) -> Sequence[Apport]:
    """Who gives to what several of them follow, of all of them together."""
    nation = list_niveaux(lieux)[FRANCE]
    if controle.partage is None or not nation:
        return ()
    found = compute_apports([controle.partage.grandeur], moteur, periode, cle=TERRITOIRE, lieux=nation)
    return found.get(NATION, [])
