"""What each consolidation counts with: imported when first asked, for the language of measures is heavy to load."""

from dataclasses import dataclass
from functools import cache

from maillage.consolidation.catalogue.egalites import Egalite
from maillage.consolidation.depots.nomenclatures import Consolide
from maillage.consolidation.depots.rules.agreges import Declaration
from maillage.consolidation.depots.rules.clause import DeclarationClause
from maillage.consolidation.depots.rules.sauts import Inclusif
from maillage.indicateurs.apports import Grandeur
from maillage.indicateurs.catalogue import Catalogue
from maillage.reseau.nomenclatures import TypeDispositif

TYPES: dict[Consolide, TypeDispositif] = {
    Consolide.PLIE: TypeDispositif.PLIE,
    Consolide.CLAUSE: TypeDispositif.CLAUSE,
}


def find_consolide(type_dispositif: str) -> Consolide | None:
    """What a dispositif of this type deposits for; None: nothing."""
    return next((consolide for consolide, type_ in TYPES.items() if type_ == type_dispositif), None)


@dataclass(frozen=True)
class Regles:
    """`principaux`: the chapters read first. `stock`: stock, entries, exits, where a year is bound to the one before.
    `inclusif`: the total of a year that is told alone. `grandeurs`: whose contributors a deposit tells."""

    catalogue: Catalogue
    egalites: tuple[Egalite, ...]
    declaration: Declaration | DeclarationClause
    principaux: tuple[str, ...]
    stock: tuple[str, str, str] | None = None
    grandeurs: tuple[Grandeur, ...] = ()
    inclusif: Inclusif | None = None


@cache
def get_regles(consolide: str) -> Regles:
    from maillage.consolidation.catalogue import egalites
    from maillage.consolidation.catalogue.clause.apports import APPORTS
    from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
    from maillage.consolidation.catalogue.clause.declarations import HEURES
    from maillage.consolidation.catalogue.plie import PLIE
    from maillage.consolidation.depots.rules.clause_cellules import AGREGEES, CODES_HEURES, SUIVIES

    return {
        Consolide.PLIE: Regles(
            PLIE,
            egalites.PLIE,
            Declaration(
                PLIE,
                egalites.DECLAREES_PLIE,
                egalites.DITES_PLIE,
                egalites.CAUSES_PLIE,
                groupes={"Les étapes": egalites.ETAPES_PLIE, "Les référents": egalites.REFERENTS_PLIE},
                bases=egalites.BASES_PLIE,
            ),
            ("flux", "taux"),
            ("plie.stock", "plie.entrees", "plie.sorties"),
        ),
        Consolide.CLAUSE: Regles(
            CLAUSE,
            egalites.CLAUSE,
            DeclarationClause(CLAUSE, APPORTS),
            ("clause-marches", "clause-heures"),
            grandeurs=APPORTS,
            inclusif=Inclusif(HEURES, SUIVIES, frozenset({*CODES_HEURES, AGREGEES})),
        ),
    }[Consolide(consolide)]
