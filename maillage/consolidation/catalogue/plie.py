"""The figures of the « Consolidation des PLIE » that the files of the dispositifs give (domaine 01 § 15)."""

from maillage.consolidation.catalogue.durees import DUREES
from maillage.consolidation.catalogue.equipes import CHARGE
from maillage.consolidation.catalogue.etapes import EMPLOIS, ETAPES
from maillage.consolidation.catalogue.flux import CAUSES, FLUX, PUBLICS_SORTIS, TAUX
from maillage.consolidation.catalogue.profils import ENTRANTS, SUIVIS
from maillage.consolidation.catalogue.renseignement import REPONSES
from maillage.indicateurs.catalogue import Catalogue

PLIE = Catalogue.make((FLUX, TAUX, CAUSES, PUBLICS_SORTIS, ENTRANTS, SUIVIS, DUREES, ETAPES, EMPLOIS, CHARGE, REPONSES))
