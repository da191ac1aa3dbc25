"""Who sees the figures of their dispositif before they are deposited, and what they are made of."""

from enum import StrEnum

from maillage.reseau.nomenclatures import SIGLES, TypeDispositif
from maillage.socle.permissions import Table, declare, has_role, sur_acteur
from maillage.socle.roles import Role

P, C = TypeDispositif.PLIE, TypeDispositif.CLAUSE


class Droit(StrEnum):
    VOIR_EN_DIRECT = "voir la consolidation de son dispositif en direct"
    VOIR_DOSSIERS = "voir les dossiers, ou les lots, qui pèsent sur un chiffre"
    VOIR_CONTRATS = "voir les contrats de la clause qui pèsent sur un chiffre"
    VOIR_SITUATIONS = "voir de qui une réponse personnelle fait un chiffre"


compte = sur_acteur(
    f"dans un {SIGLES[P]}, ou un service de la clause",
    lambda acteur: acteur.dispositif is None or acteur.type in (P, C),
)
dans_un_plie = sur_acteur(f"dans un {SIGLES[P]}", lambda acteur: acteur.type == P)
dans_un_service = sur_acteur(f"dans un dispositif qui suit des marchés : {SIGLES[C]}", lambda acteur: acteur.type == C)
direction, coordination, facilitateur = (has_role(r) for r in (Role.DIRECTEUR, Role.COORDINATEUR, Role.FACILITATEUR))
EN_TOTAUX = [[direction], [coordination, dans_un_plie], [facilitateur, dans_un_service]]
PERMISSIONS: Table = declare(
    "Consolidation : en direct",
    {
        Droit.VOIR_EN_DIRECT: EN_TOTAUX,
        Droit.VOIR_DOSSIERS: EN_TOTAUX,
        # A direction reads totals: contracts of people are the facilitateur's (domaine 05 § 3).
        Droit.VOIR_CONTRATS: [[facilitateur, dans_un_service]],
        Droit.VOIR_SITUATIONS: [[coordination, dans_un_plie], [facilitateur, dans_un_service]],
    },
    si=compte,
)
