"""Who reads a report of the network over."""

from enum import StrEnum

from maillage.socle.permissions import Table, declare, has_role
from maillage.socle.roles import Role


class Droit(StrEnum):
    RELIRE = "relire un rapport du réseau avant sa publication"


PERMISSIONS: Table = declare(
    "Consolidation : relecture", {Droit.RELIRE: [[has_role(Role.STATISTICIEN, Role.ANIMATEUR_RESEAU)]]}
)
