"""A campaign of the clause, and deposits counted by the catalogue itself on the rows of a fictitious service."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from random import Random
from typing import Any

from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.depots.actions.depots import make_entete
from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.depots.nomenclatures import Consolide
from maillage.consolidation.depots.rules.documents import write_document
from maillage.consolidation.faits.codage import Faits
from maillage.consolidation.faits.tables_clause import TABLES_CLAUSE
from maillage.demonstration.depots_voisins import count_exercice
from maillage.indicateurs.apports import Apport
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.ecriture import list_lignes
from maillage.reseau.models import Dispositif
from tests.consolidation.petit_reseau_clause import ANNEE, Lignes, make_lignes


def make_campagne(*, annee: int = ANNEE, **values: Any) -> Campagne:
    defaults = {"ouverte_le": date(annee + 1, 2, 1), "close_le": date(annee + 1, 4, 30), "is_fictive": True}
    return Campagne.objects.create(consolide=Consolide.CLAUSE, millesime=annee, **defaults | values)


def count(cles: Sequence[str], rows: Lignes) -> tuple[list[Cellule], dict[str, list[Apport]]]:
    """From rows that were never written anywhere else."""
    cellules, apports = count_exercice(
        ANNEE, cles, [Faits({table: list_lignes(table, rows[table]) for table in TABLES_CLAUSE})]
    )
    return [one for cle in cles for one in cellules[cle]], apports


@cache
def count_service(
    cle: str, *, graine: int = 1, lots: int = 24, personnes: int = 90
) -> tuple[list[Cellule], list[Apport]]:
    cellules, apports = count([cle], make_lignes(cle, Random(graine), lots=lots, personnes=personnes))
    return cellules, apports[cle]


def write_essai(campagne: Campagne, service: Dispositif, **values: Any) -> bytes:
    cellules, apports = count_service(str(service.uuid), **values)
    return write_document(make_entete(campagne, service), CLAUSE, cellules, apports=apports)
