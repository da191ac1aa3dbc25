"""Donneurs d'ordre, marchés, their lots, what binds the companies, and what the clause gives: contracts and hours."""

from maillage.clause.models.bilans import Bilan as Bilan
from maillage.clause.models.doublons import Doublon as Doublon
from maillage.clause.models.doublons import LigneEnDouble as LigneEnDouble
from maillage.clause.models.eligibilites import Eligibilite as Eligibilite
from maillage.clause.models.emplois import EmploiDuLot as EmploiDuLot
from maillage.clause.models.emplois import MiseEmploi as MiseEmploi
from maillage.clause.models.emplois import Renouvellement as Renouvellement
from maillage.clause.models.emplois import StatutEntreprise as StatutEntreprise
from maillage.clause.models.facilitateurs import PosteFacilitateur as PosteFacilitateur
from maillage.clause.models.facilitateurs import TempsPasse as TempsPasse
from maillage.clause.models.heures import LigneHeures as LigneHeures
from maillage.clause.models.marches import DonneurOrdre as DonneurOrdre
from maillage.clause.models.marches import Lot as Lot
from maillage.clause.models.marches import Marche as Marche
from maillage.clause.models.marches import PassageLot as PassageLot
from maillage.clause.models.origines import OrigineLot as OrigineLot
from maillage.clause.models.partage import AvisSurPart as AvisSurPart
from maillage.clause.models.partage import DemandePartage as DemandePartage
from maillage.clause.models.partage import PartEngagement as PartEngagement
from maillage.clause.models.partage import Repartition as Repartition
from maillage.clause.models.partage import SuiviLot as SuiviLot
from maillage.clause.models.titulaires import Engagement as Engagement
from maillage.clause.models.titulaires import Entreprise as Entreprise
from maillage.clause.models.titulaires import EntrepriseDuLot as EntrepriseDuLot
