"""The catalogue of the clause. What needs a directory of the services (equipment, coverage) is not in their files."""

from maillage.consolidation.catalogue.clause.durees import DUREES
from maillage.consolidation.catalogue.clause.equipes import APRES, EQUIPE, PAR_FACILITATEUR
from maillage.consolidation.catalogue.clause.heures import ACTIVITE, QUI_EMPLOIE, QUI_TRAVAILLE
from maillage.consolidation.catalogue.clause.marches import EN_COURS, REALISATION
from maillage.indicateurs.catalogue import Catalogue

CLAUSE = Catalogue.make(
    (EN_COURS, REALISATION, ACTIVITE, QUI_EMPLOIE, QUI_TRAVAILLE, DUREES, EQUIPE, PAR_FACILITATEUR, APRES)
)
