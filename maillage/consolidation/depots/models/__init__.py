"""Campaigns, deposits, and the keys by which another installation deposits."""

from maillage.consolidation.depots.models.campagnes import Campagne, Rappel
from maillage.consolidation.depots.models.depots import CleDepot, Depot, DepotRegulier

__all__ = ["Campagne", "CleDepot", "Depot", "DepotRegulier", "Rappel"]
