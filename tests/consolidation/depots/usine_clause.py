"""A campaign of the clause, and deposits counted by the catalogue itself on the rows of a fictitious service."""

import tempfile
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from maillage.consolidation.catalogue.clause.apports import APPORTS
from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.depots.actions.depots import make_entete
from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.depots.nomenclatures import Consolide
from maillage.consolidation.depots.rules.documents import write_document
from maillage.consolidation.faits.tables_clause import TABLES_CLAUSE
from maillage.indicateurs.apports import Apport, compute_apports
from maillage.indicateurs.calcul import compute
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.ecriture import list_lignes, write_parquet
from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
from maillage.indicateurs.periodes import make_annee
from maillage.reseau.models import Dispositif
from tests.consolidation.petit_reseau_clause import ANNEE, Lignes, make_lignes


def make_campagne(*, annee: int = ANNEE, **values: Any) -> Campagne:
    defaults = {"ouverte_le": date(annee + 1, 2, 1), "close_le": date(annee + 1, 4, 30), "is_fictive": True}
    return Campagne.objects.create(consolide=Consolide.CLAUSE, millesime=annee, **defaults | values)


def count(cles: Sequence[str], rows: Lignes) -> tuple[list[Cellule], dict[str, list[Apport]]]:
    """From rows that were never written anywhere else."""
    periode = make_annee(ANNEE)
    with tempfile.TemporaryDirectory() as dossier:
        sources = {}
        for table in TABLES_CLAUSE:
            path = Path(dossier) / f"{table.nom}.parquet"
            write_parquet(table, list_lignes(table, rows[table]), path)
            sources[table] = [path]
        with MoteurDuckdb(sources) as moteur:
            return compute(CLAUSE, moteur, [periode], cles), compute_apports(APPORTS, moteur, periode, cle="dispositif")


@cache
def count_service(
    cle: str, *, graine: int = 1, lots: int = 24, personnes: int = 90
) -> tuple[list[Cellule], list[Apport]]:
    cellules, apports = count([cle], make_lignes(cle, Random(graine), lots=lots, personnes=personnes))
    return cellules, apports[cle]


def write_essai(campagne: Campagne, service: Dispositif, **values: Any) -> bytes:
    cellules, apports = count_service(str(service.uuid), **values)
    return write_document(make_entete(campagne, service), CLAUSE, cellules, apports=apports)
