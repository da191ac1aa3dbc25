"""Who may do what with markets and their clause: one table."""

from enum import StrEnum

from maillage.clause.portee import is_chez_soi, is_pilote, is_sien, is_suivi
from maillage.reseau.nomenclatures import SIGLES, TypeDispositif
from maillage.socle.permissions import Table, declare, has_role, sur_acteur, sur_cible
from maillage.socle.roles import Role


class Droit(StrEnum):
    VOIR_MARCHES = "voir les marchés suivis par le dispositif"
    TENIR_MARCHES = "tenir les marchés, leurs lots et leurs engagements"
    PARTAGER = "répondre aux autres structures d’un lot partagé"
    SUIVRE_PERSONNES = "suivre les personnes éligibles, leurs contrats et leurs heures"
    NOTER_TEMPS = "noter son temps passé pour la clause"
    VOIR_ACTIVITE = "voir l’activité de la clause et le temps passé, en totaux"
    TENIR_POSTES = "tenir les postes de facilitateur et de coordinateur"
    VOIR_RESEAU = "voir l’activité de la clause du réseau, en totaux protégés"
    COORDONNER = "voir l’activité de la clause d’un territoire, en totaux, et ses marchés partagés"


suivi = sur_cible("suivi par son service", is_suivi)
pilote = sur_cible("piloté par son service", is_pilote)
son_dispositif = sur_cible("dans son dispositif", is_chez_soi)
sien = sur_cible("de son service, ou sur un lot qu’il pilote ou auquel il participe", is_sien)
# A directrice holds her role in her PLIE too, which follows no market: only her service of the clause shows them.
tient_la_clause = sur_acteur(
    f"dans un dispositif qui suit des marchés : {SIGLES[TypeDispositif.CLAUSE]}",
    lambda acteur: acteur.type == TypeDispositif.CLAUSE,
)
facilitateur, direction = has_role(Role.FACILITATEUR), has_role(Role.DIRECTEUR)
# One's own hours are one's own: the direction reads their totals, never the week of somebody.
le_sien = sur_cible("le sien", lambda acteur, cible: cible.compte_id == acteur.compte)
coordination = has_role(Role.COORDINATEUR_REGIONAL, Role.COORDINATEUR_DEPARTEMENTAL)
d_un_territoire = sur_acteur(
    "pour sa région, ses départements", lambda acteur: bool(acteur.region or acteur.departements)
)

PERMISSIONS: Table = declare(
    "Clause sociale",
    {
        Droit.VOIR_MARCHES: [[facilitateur, suivi], [direction, tient_la_clause, suivi]],
        Droit.TENIR_MARCHES: [[facilitateur, pilote]],
        Droit.PARTAGER: [[facilitateur, suivi]],
        # A direction reads totals only: contracts and hours of a person are the facilitateur's (domaine 05 § 3).
        Droit.SUIVRE_PERSONNES: [[facilitateur, sien]],
        Droit.NOTER_TEMPS: [[facilitateur, son_dispositif, le_sien]],
        Droit.VOIR_ACTIVITE: [[facilitateur, son_dispositif], [direction, tient_la_clause, son_dispositif]],
        Droit.TENIR_POSTES: [[direction, tient_la_clause, son_dispositif]],
        Droit.VOIR_RESEAU: [[has_role(Role.STATISTICIEN, Role.ANIMATEUR_RESEAU)]],
        Droit.COORDONNER: [[coordination, d_un_territoire]],
    },
)
