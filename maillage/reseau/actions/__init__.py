"""The writes of the network."""

from maillage.reseau.actions.annuaire import BilanAnnuaire, import_annuaire
from maillage.reseau.actions.contacts import (
    ContactRefuse,
    end_contact,
    erase_contact,
    modify_contact,
    record_contact,
)
from maillage.reseau.actions.fiches import FicheRefusee, confirm_verification, record_fiche
from maillage.reseau.actions.jalons import JalonRefuse, record_jalon
from maillage.reseau.actions.moyens import (
    MoyenRefuse,
    end_moyen,
    record_effectif,
    record_gestion_fse,
    record_logiciel,
)
from maillage.reseau.actions.portages import PortageRefuse, record_portage
from maillage.reseau.actions.territoires import TerritoireRefuse, close_territoire, record_territoire
from maillage.reseau.actions.visibilites import record_visibilites

__all__ = [
    "BilanAnnuaire",
    "ContactRefuse",
    "FicheRefusee",
    "JalonRefuse",
    "MoyenRefuse",
    "PortageRefuse",
    "TerritoireRefuse",
    "close_territoire",
    "confirm_verification",
    "end_contact",
    "end_moyen",
    "erase_contact",
    "import_annuaire",
    "modify_contact",
    "record_contact",
    "record_effectif",
    "record_fiche",
    "record_gestion_fse",
    "record_jalon",
    "record_logiciel",
    "record_portage",
    "record_territoire",
    "record_visibilites",
]
