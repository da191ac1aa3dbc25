"""Donneurs d'ordre, marchés, their lots and what binds the companies."""

from maillage.clause.models.marches import DonneurOrdre as DonneurOrdre
from maillage.clause.models.marches import Lot as Lot
from maillage.clause.models.marches import Marche as Marche
from maillage.clause.models.marches import PassageLot as PassageLot
from maillage.clause.models.partage import AvisSurPart as AvisSurPart
from maillage.clause.models.partage import DemandePartage as DemandePartage
from maillage.clause.models.partage import PartEngagement as PartEngagement
from maillage.clause.models.partage import Repartition as Repartition
from maillage.clause.models.partage import SuiviLot as SuiviLot
from maillage.clause.models.titulaires import Engagement as Engagement
from maillage.clause.models.titulaires import Entreprise as Entreprise
from maillage.clause.models.titulaires import EntrepriseDuLot as EntrepriseDuLot
