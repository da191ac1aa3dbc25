"""Files loaded, what was read of them, and the annonces that wait for a facilitateur."""

from maillage.echanges.reperage.models.annonces import Annonce as Annonce
from maillage.echanges.reperage.models.fichiers import Brouillon as Brouillon
from maillage.echanges.reperage.models.fichiers import Fichier as Fichier
from maillage.echanges.reperage.models.fichiers import Morceau as Morceau
from maillage.echanges.reperage.models.fichiers import Releve as Releve
