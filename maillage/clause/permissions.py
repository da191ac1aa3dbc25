"""Who may do what with markets and their clause: one table."""

from enum import StrEnum

from maillage.clause.portee import is_pilote, is_sien, is_suivi
from maillage.reseau.nomenclatures import SIGLES, TypeDispositif
from maillage.socle.permissions import Table, declare, has_role, sur_acteur, sur_cible
from maillage.socle.roles import Role


class Droit(StrEnum):
    VOIR_MARCHES = "voir les marchés suivis par le dispositif"
    TENIR_MARCHES = "tenir les marchés, leurs lots et leurs engagements"
    PARTAGER = "répondre aux autres structures d’un lot partagé"
    SUIVRE_PERSONNES = "suivre les personnes éligibles, leurs contrats et leurs heures"


suivi = sur_cible("suivi par son service", is_suivi)
pilote = sur_cible("piloté par son service", is_pilote)
sien = sur_cible("de son service, ou sur un lot qu’il pilote ou auquel il participe", is_sien)
# A directrice holds her role in her PLIE too, which follows no market: only her service of the clause shows them.
tient_la_clause = sur_acteur(
    f"dans un dispositif qui suit des marchés : {SIGLES[TypeDispositif.CLAUSE]}",
    lambda acteur: acteur.type == TypeDispositif.CLAUSE,
)
facilitateur, direction = has_role(Role.FACILITATEUR), has_role(Role.DIRECTEUR)

PERMISSIONS: Table = declare(
    "Clause sociale",
    {
        Droit.VOIR_MARCHES: [[facilitateur, suivi], [direction, tient_la_clause, suivi]],
        Droit.TENIR_MARCHES: [[facilitateur, pilote]],
        Droit.PARTAGER: [[facilitateur, suivi]],
        # A direction reads totals only: contracts and hours of a person are the facilitateur's (domaine 05 § 3).
        Droit.SUIVRE_PERSONNES: [[facilitateur, sien]],
    },
)
