"""Who prepares a publication, who releases it: never the same person, which the act itself checks; who reads what is not public."""

from enum import StrEnum

from maillage.socle.permissions import Table, declare, has_role
from maillage.socle.roles import Role


class Droit(StrEnum):
    SUIVRE = "suivre les publications de la consolidation"
    PREPARER = "préparer une publication de la consolidation"
    VALIDER = "publier ce qu’une autre personne a préparé"
    LIRE_RESTREINTES = "lire les consolidations réservées au réseau et à ses partenaires"


reseau = has_role(Role.STATISTICIEN, Role.ANIMATEUR_RESEAU)
lecteurs = has_role(Role.DIRECTEUR, Role.COORDINATEUR_REGIONAL, Role.STATISTICIEN, Role.ANIMATEUR_RESEAU)
PERMISSIONS: Table = declare(
    "Consolidation : publications",
    {
        Droit.SUIVRE: [[reseau]],
        Droit.PREPARER: [[has_role(Role.STATISTICIEN)]],
        Droit.VALIDER: [[reseau]],
        Droit.LIRE_RESTREINTES: [[lecteurs]],
    },
)
