"""Donneurs d'ordre, marchés, their lots, what binds the companies, and what the clause gives: contracts and hours."""

from maillage.clause.models.consultations import Information as Information
from maillage.clause.models.consultations import Question as Question
from maillage.clause.models.consultations import Redaction as Redaction
from maillage.clause.models.donneurs import ContactDonneur as ContactDonneur
from maillage.clause.models.donneurs import Convention as Convention
from maillage.clause.models.eligibilites import Eligibilite as Eligibilite
from maillage.clause.models.emplois import EmploiDuLot as EmploiDuLot
from maillage.clause.models.emplois import MiseEmploi as MiseEmploi
from maillage.clause.models.emplois import Renouvellement as Renouvellement
from maillage.clause.models.emplois import StatutEntreprise as StatutEntreprise
from maillage.clause.models.execution import AvenantDuLot as AvenantDuLot
from maillage.clause.models.execution import BonDeCommande as BonDeCommande
from maillage.clause.models.execution import RepereLocal as RepereLocal
from maillage.clause.models.execution import TrancheDuLot as TrancheDuLot
from maillage.clause.models.heures import LigneHeures as LigneHeures
from maillage.clause.models.marches import DonneurOrdre as DonneurOrdre
from maillage.clause.models.marches import Lot as Lot
from maillage.clause.models.marches import Marche as Marche
from maillage.clause.models.marches import PassageLot as PassageLot
from maillage.clause.models.operations import Operation as Operation
from maillage.clause.models.titulaires import Engagement as Engagement
from maillage.clause.models.titulaires import Entreprise as Entreprise
from maillage.clause.models.titulaires import EntrepriseDuLot as EntrepriseDuLot
