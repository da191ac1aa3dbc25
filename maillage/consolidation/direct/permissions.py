"""Who sees the figures of their dispositif before they are deposited, and the files behind them."""

from enum import StrEnum

from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.permissions import Table, declare, has_role, sur_acteur
from maillage.socle.roles import Role


class Droit(StrEnum):
    VOIR_EN_DIRECT = "voir la consolidation de son dispositif en direct"
    VOIR_DOSSIERS = "voir les dossiers qui pèsent sur un chiffre"
    VOIR_SITUATIONS = "voir de qui une réponse personnelle fait un chiffre"


compte_des_parcours = sur_acteur(
    "dans un PLIE", lambda acteur: acteur.dispositif is None or acteur.type == TypeDispositif.PLIE
)
PERMISSIONS: Table = declare(
    "Consolidation : en direct",
    {
        Droit.VOIR_EN_DIRECT: [[has_role(Role.DIRECTEUR, Role.COORDINATEUR)]],
        Droit.VOIR_DOSSIERS: [[has_role(Role.DIRECTEUR, Role.COORDINATEUR)]],
        Droit.VOIR_SITUATIONS: [[has_role(Role.COORDINATEUR)]],
    },
    si=compte_des_parcours,
)
