"""The writes of the network."""

from maillage.reseau.actions.annuaire import BilanAnnuaire, import_annuaire
from maillage.reseau.actions.fiches import FicheRefusee, confirm_verification, record_fiche
from maillage.reseau.actions.portages import PortageRefuse, record_portage
from maillage.reseau.actions.territoires import TerritoireRefuse, close_territoire, record_territoire

__all__ = [
    "BilanAnnuaire",
    "FicheRefusee",
    "PortageRefuse",
    "TerritoireRefuse",
    "close_territoire",
    "confirm_verification",
    "import_annuaire",
    "record_fiche",
    "record_portage",
    "record_territoire",
]
