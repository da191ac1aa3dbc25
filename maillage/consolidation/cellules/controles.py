"""The control of each catalogue that is released."""

from maillage.consolidation.cellules.clause.controle import CONTROLE_CLAUSE
from maillage.consolidation.cellules.controle import Controle
from maillage.consolidation.cellules.plie.controle import CONTROLE_PLIE
from maillage.indicateurs.catalogue import Catalogue

CONTROLES = (CONTROLE_PLIE, CONTROLE_CLAUSE)


class SansControle(ValueError):
    """Nobody said what the figures of this catalogue count: nothing of it is published."""


def find_controle(catalogue: Catalogue) -> Controle:
    found = next((one for one in CONTROLES if one.catalogue is catalogue), None)
    if found is None:
        raise SansControle("Aucun contrôle du secret n’est déclaré pour ce catalogue : rien ne peut en être publié.")
    return found


def name_comptes(catalogue: Catalogue) -> str:
    """What a release calls those it counts; it may hold, besides, what is controlled elsewhere (the survey of the year)."""
    return next(one.comptes for one in CONTROLES if one.catalogue.mesures.items() <= catalogue.mesures.items())
