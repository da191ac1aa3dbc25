"""Who may do what with markets and their clause: one table."""

from enum import StrEnum
from typing import Any

from maillage.reseau.nomenclatures import SIGLES, TypeDispositif
from maillage.socle.acteur import Acteur
from maillage.socle.permissions import Table, declare, has_role, sur_acteur, sur_cible
from maillage.socle.roles import Role


class Droit(StrEnum):
    VOIR_MARCHES = "voir les marchés suivis par le dispositif"
    TENIR_MARCHES = "tenir les marchés, leurs lots et leurs engagements"
    SUIVRE_PERSONNES = "suivre les personnes éligibles, leurs contrats et leurs heures"


def _in_own_dispositif(acteur: Acteur, cible: Any) -> bool:
    return acteur.dispositif is not None and cible.dispositif_id == acteur.dispositif


son_dispositif = sur_cible("dans son dispositif", _in_own_dispositif)
# A directrice holds her role in her PLIE too, which follows no market: only her service of the clause shows them.
tient_la_clause = sur_acteur(
    f"dans un dispositif qui suit des marchés : {SIGLES[TypeDispositif.CLAUSE]}",
    lambda acteur: acteur.type == TypeDispositif.CLAUSE,
)
facilitateur, direction = has_role(Role.FACILITATEUR), has_role(Role.DIRECTEUR)

PERMISSIONS: Table = declare(
    "Clause sociale",
    {
        Droit.VOIR_MARCHES: [[facilitateur, son_dispositif], [direction, tient_la_clause, son_dispositif]],
        Droit.TENIR_MARCHES: [[facilitateur, son_dispositif]],
        # A direction reads totals only: contracts and hours of a person are the facilitateur's (domaine 05 § 3).
        Droit.SUIVRE_PERSONNES: [[facilitateur, son_dispositif]],
    },
)
