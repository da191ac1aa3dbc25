"""Who answers the survey, who reads its answers."""

from enum import StrEnum

from maillage.socle.permissions import Table, declare, has_role
from maillage.socle.roles import Role


class Droit(StrEnum):
    REPONDRE = "répondre à l’enquête annuelle pour son dispositif"
    LIRE = "lire les réponses à l’enquête annuelle, additionnées"


PERMISSIONS: Table = declare(
    "Consolidation : enquête annuelle",
    {Droit.REPONDRE: [[has_role(Role.DIRECTEUR)]], Droit.LIRE: [[has_role(Role.STATISTICIEN)]]},
)
