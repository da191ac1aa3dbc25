"""The network: legal persons, the dispositifs they carry, where these work. The dispositif is the compartment."""

from maillage.reseau.models.contacts import Contact
from maillage.reseau.models.dispositifs import Denomination, Dispositif, DispositifQuerySet, Portage, Rattachement
from maillage.reseau.models.jalons import Jalon
from maillage.reseau.models.moyens import Effectif, GestionFse, Logiciel
from maillage.reseau.models.organisations import Organisation
from maillage.reseau.models.territoires import TerritoireIntervention

__all__ = [
    "Contact",
    "Denomination",
    "Dispositif",
    "DispositifQuerySet",
    "Effectif",
    "GestionFse",
    "Jalon",
    "Logiciel",
    "Organisation",
    "Portage",
    "Rattachement",
    "TerritoireIntervention",
]
