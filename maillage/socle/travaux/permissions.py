"""Who may stop a job or start it again."""

from enum import StrEnum

from maillage.socle.permissions import declare, has_role, same_dispositif, sur_cible
from maillage.socle.roles import Role


class Droit(StrEnum):
    MENER_TRAVAIL = "annuler ou relancer un travail"


is_demandeur = sur_cible("le sien", lambda acteur, travail: travail.compte_id == acteur.compte is not None)

PERMISSIONS = declare(
    "travaux",
    {Droit.MENER_TRAVAIL: [[is_demandeur], [same_dispositif, has_role(Role.DIRECTEUR)]]},
)
