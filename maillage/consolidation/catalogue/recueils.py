"""What the network publishes each year, one catalogue each: the page of the definitions lists them all."""

from dataclasses import dataclass

from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.catalogue.enquete.catalogue import ENQUETE
from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.catalogue.reseau import RESEAU
from maillage.consolidation.faits.tables import TABLES
from maillage.consolidation.faits.tables_annuaire import TABLES_ANNUAIRE
from maillage.consolidation.faits.tables_clause import TABLES_CLAUSE
from maillage.consolidation.faits.tables_enquete import TABLES_ENQUETE
from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.tables import Table


@dataclass(frozen=True, eq=False, slots=True)
class Recueil:
    """`tables`: the facts its figures are counted from, in the order they are printed."""

    code: str
    libelle: str
    catalogue: Catalogue
    tables: tuple[Table, ...]


RECUEILS = (
    Recueil("plie", "Consolidation des PLIE", PLIE, TABLES),
    Recueil("enquete", "Enquête annuelle auprès des PLIE", ENQUETE, TABLES_ENQUETE),
    Recueil("clause", "Consolidation de la clause sociale", CLAUSE, TABLES_CLAUSE),
    Recueil("reseau", "Annuaire du réseau", RESEAU, TABLES_ANNUAIRE),
)
