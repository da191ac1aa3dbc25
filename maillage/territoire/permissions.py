"""Who may change the reference data of the whole installation."""

from enum import StrEnum

from maillage.socle.permissions import declare, has_role
from maillage.socle.roles import Role


class Droit(StrEnum):
    IMPORTER_ZONAGES = "importer des zonages"


PERMISSIONS = declare(
    "territoire",
    {Droit.IMPORTER_ZONAGES: [[has_role(Role.ADMINISTRATEUR, Role.ANIMATEUR_RESEAU)]]},
)
