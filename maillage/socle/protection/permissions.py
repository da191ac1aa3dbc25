"""Who reads the register of processing, who lets a first purge go."""

from enum import StrEnum

from maillage.socle.permissions import declare, has_role, same_dispositif
from maillage.socle.roles import Role


class Droit(StrEnum):
    LIRE_REGISTRE = "lire le registre des traitements"
    VALIDER_PURGE = "valider le premier effacement d’une règle"
    REPONDRE_ACCES = "réunir les données d’une personne qui les demande"


PERMISSIONS = declare(
    "protection",
    {
        Droit.LIRE_REGISTRE: [[has_role(Role.DPD, Role.DIRECTEUR, Role.ADMINISTRATEUR)]],
        Droit.VALIDER_PURGE: [[has_role(Role.DPD, Role.DIRECTEUR, Role.ADMINISTRATEUR)]],
        Droit.REPONDRE_ACCES: [[has_role(Role.DPD), same_dispositif]],
    },
)
