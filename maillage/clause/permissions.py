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
    NOTER_TEMPS = "noter son temps passé pour la clause"
    VOIR_ACTIVITE = "voir l’activité de la clause et le temps passé, en totaux"
    TENIR_POSTES = "tenir les postes de facilitateur et de coordinateur"
    COORDONNER = "voir l’activité de la clause d’une région, en totaux"


def _in_own_dispositif(acteur: Acteur, cible: Any) -> bool:
    return acteur.dispositif is not None and cible.dispositif_id == acteur.dispositif


son_dispositif = sur_cible("dans son dispositif", _in_own_dispositif)
# A directrice holds her role in her PLIE too, which follows no market: only her service of the clause shows them.
tient_la_clause = sur_acteur(
    f"dans un dispositif qui suit des marchés : {SIGLES[TypeDispositif.CLAUSE]}",
    lambda acteur: acteur.type == TypeDispositif.CLAUSE,
)
facilitateur, direction = has_role(Role.FACILITATEUR), has_role(Role.DIRECTEUR)
# One's own hours are one's own: the direction reads their totals, never the week of somebody.
le_sien = sur_cible("le sien", lambda acteur, cible: cible.compte_id == acteur.compte)
coordination = has_role(Role.COORDINATEUR_REGIONAL)
d_une_region = sur_acteur("pour une région", lambda acteur: bool(acteur.region))

PERMISSIONS: Table = declare(
    "Clause sociale",
    {
        Droit.VOIR_MARCHES: [[facilitateur, son_dispositif], [direction, tient_la_clause, son_dispositif]],
        Droit.TENIR_MARCHES: [[facilitateur, son_dispositif]],
        # A direction reads totals only: contracts and hours of a person are the facilitateur's (domaine 05 § 3).
        Droit.SUIVRE_PERSONNES: [[facilitateur, son_dispositif]],
        Droit.NOTER_TEMPS: [[facilitateur, son_dispositif, le_sien]],
        Droit.VOIR_ACTIVITE: [[facilitateur, son_dispositif], [direction, tient_la_clause, son_dispositif]],
        Droit.TENIR_POSTES: [[direction, tient_la_clause, son_dispositif]],
        Droit.COORDONNER: [[coordination, d_une_region]],
    },
)
