"""Who takes a dispositif's data away: its direction asks and carries, its DPD holds what opens the sealed columns.

Domaine 05 § 3: the direction reads neither sensitive data nor notes; R-15: a nominative export asks for a droit of its
own. Hence two people: neither the file nor the phrase is enough.
"""

from enum import StrEnum
from typing import Any

from maillage.socle.acteur import Acteur
from maillage.socle.permissions import declare, has_role, sur_cible
from maillage.socle.roles import Role


class Droit(StrEnum):
    VOIR_RESTITUTIONS = "voir les archives complètes du dispositif"
    EMPORTER = "emporter toutes les données du dispositif"
    LIRE_PHRASE = "lire la phrase d’une archive complète"


def _in_own_dispositif(acteur: Acteur, cible: Any) -> bool:
    # Its own, not those attached to an OI: answering for their FSE side gives no right to take their files away.
    return acteur.dispositif is not None and cible.dispositif_id == acteur.dispositif


son_dispositif = sur_cible("dans son propre dispositif", _in_own_dispositif)

PERMISSIONS = declare(
    "Emporter toutes les données",
    {
        Droit.VOIR_RESTITUTIONS: [[has_role(Role.DIRECTEUR, Role.DPD), son_dispositif]],
        Droit.EMPORTER: [[has_role(Role.DIRECTEUR), son_dispositif]],
        Droit.LIRE_PHRASE: [[has_role(Role.DPD), son_dispositif]],
    },
)
