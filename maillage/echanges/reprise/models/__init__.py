"""Files taken over: the file, what is wrong in it, who it resembles, what it created."""

from maillage.echanges.reprise.models.depots import Anomalie, Correspondance, Depot, Doublon, Fragment
from maillage.echanges.reprise.models.origines import LignePreparee, Origine

__all__ = ["Anomalie", "Correspondance", "Depot", "Doublon", "Fragment", "LignePreparee", "Origine"]
