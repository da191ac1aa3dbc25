"""Counts the year of one dispositif from its files, as a deposit: what it would hand to the network today."""

from maillage.consolidation.depots.actions.depots import DepotRefuse, make_entete
from maillage.consolidation.depots.catalogues import get_regles
from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.depots.rules.documents import EnTete, write_document
from maillage.indicateurs.cellules import Cellule
from maillage.reseau.models import Dispositif


def count_depot(campagne: Campagne, dispositif: Dispositif) -> tuple[bytes, list[Cellule]]:
    """The document and its cells, from the files as they are now."""
    return count_annee(make_entete(campagne, dispositif), dispositif)


def count_annee(entete: EnTete, dispositif: Dispositif) -> tuple[bytes, list[Cellule]]:
    from maillage.consolidation.cellules.comptage import keep_tenus
    from maillage.consolidation.faits.extraction import extract_faits, find_racine
    from maillage.consolidation.faits.fichiers import list_sources
    from maillage.indicateurs.apports import complete, compute_apports
    from maillage.indicateurs.calcul import DISPOSITIF, compute
    from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
    from maillage.indicateurs.periodes import make_annee

    extract_faits(dispositif=dispositif)
    regles = get_regles(entete.catalogue)
    catalogue, cle, periode = regles.catalogue, str(dispositif.uuid), make_annee(entete.millesime)
    if not keep_tenus([dispositif], catalogue=catalogue):
        raise DepotRefuse(
            "Aucun dossier n’est tenu ici : il n’y a rien à compter. Déposez un fichier, ou demandez au réseau de saisir vos totaux."
        )
    apports = None
    with MoteurDuckdb(list_sources(find_racine(), [dispositif.uuid], tables=catalogue.tables)) as moteur:
        cellules = compute(catalogue, moteur, [periode], [cle])
        if regles.grandeurs:
            found = compute_apports(regles.grandeurs, moteur, periode, cle=DISPOSITIF)
            apports = found.get(cle) or complete(regles.grandeurs, {})
    return write_document(entete, catalogue, cellules, apports=apports), cellules
