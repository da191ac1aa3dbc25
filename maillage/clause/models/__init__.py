"""Donneurs d'ordre, marchés, their lots and what binds the companies."""

from maillage.clause.models.marches import DonneurOrdre as DonneurOrdre
from maillage.clause.models.marches import Lot as Lot
from maillage.clause.models.marches import Marche as Marche
from maillage.clause.models.marches import PassageLot as PassageLot
from maillage.clause.models.origines import OrigineLot as OrigineLot
from maillage.clause.models.titulaires import Engagement as Engagement
from maillage.clause.models.titulaires import Entreprise as Entreprise
from maillage.clause.models.titulaires import EntrepriseDuLot as EntrepriseDuLot
