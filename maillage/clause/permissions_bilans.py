"""Who may read a bilan, and who makes it: one table."""

from enum import StrEnum
from typing import Any

from maillage.clause.permissions import direction, facilitateur, tient_la_clause
from maillage.socle.acteur import Acteur
from maillage.socle.permissions import Table, declare, sur_cible


class Droit(StrEnum):
    VOIR_BILANS = "voir les bilans de la clause sociale"
    TENIR_BILANS = "figer les bilans de la clause sociale, les commenter et les transmettre"


def _in_own_service(acteur: Acteur, cible: Any) -> bool:
    return acteur.dispositif is not None and cible.dispositif_id == acteur.dispositif


son_service = sur_cible("dans son service", _in_own_service)

PERMISSIONS: Table = declare(
    "Bilans de la clause sociale",
    {
        Droit.VOIR_BILANS: [[facilitateur, son_service], [direction, tient_la_clause, son_service]],
        Droit.TENIR_BILANS: [[facilitateur, son_service]],
    },
)
