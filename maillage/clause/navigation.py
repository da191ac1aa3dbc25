"""What the clause adds to the navigation: the markets, the persons and their hours, the service itself."""

from enum import StrEnum
from itertools import count

from maillage.clause.permissions import Droit
from maillage.clause.permissions_bilans import Droit as DroitBilans
from maillage.parcours.permissions import Droit as DroitParcours
from maillage.socle.navigation import Entree, declare

MARCHES, HEURES, SERVICE, RESEAU = "Marchés de la clause", "Personnes et heures", "Service de la clause", "Réseau"
_rang = count(0, 10)


def _add(groupe: str, libelle: str, vue: str, icone: str, droit: StrEnum) -> None:
    """In the order they are read."""
    declare(Entree(libelle, f"clause:{vue}", icone=icone, droit=droit, groupe=groupe, ordre=next(_rang)))


_add(MARCHES, "Marchés par état", "tableau", "columns-3", Droit.VOIR_MARCHES)
_add(MARCHES, "Mes marchés", "marches", "file-text", Droit.VOIR_MARCHES)
_add(MARCHES, "Lots en alerte", "alertes", "triangle-alert", Droit.VOIR_MARCHES)
_add(MARCHES, "Marchés partagés", "partages", "users", Droit.VOIR_MARCHES)
_add(MARCHES, "Donneurs d’ordre", "donneurs", "handshake", Droit.VOIR_MARCHES)
_add(MARCHES, "Opérations", "operations", "layers", Droit.VOIR_MARCHES)
_add(MARCHES, "Repères de calcul", "reperes", "calculator", Droit.VOIR_MARCHES)
_add(HEURES, "Personnes éligibles", "personnes", "users", Droit.SUIVRE_PERSONNES)
_add(HEURES, "Fins d’éligibilité", "fins_eligibilite", "hourglass", Droit.SUIVRE_PERSONNES)
_add(HEURES, "Heures", "heures", "clock", Droit.SUIVRE_PERSONNES)
_add(HEURES, "Relevés du mois", "releves", "inbox", Droit.SUIVRE_PERSONNES)
_add(HEURES, "Entreprises", "entreprises", "building-complex", Droit.TENIR_MARCHES)
_add(HEURES, "Après la clause", "sorties", "phone", Droit.SUIVRE_PERSONNES)
_add(SERVICE, "Bilans", "bilans", "chart-column", DroitBilans.VOIR_BILANS)
_add(SERVICE, "Ma semaine", "semaine", "calendar", Droit.NOTER_TEMPS)
_add(SERVICE, "Activité de la clause", "activite", "target", Droit.VOIR_ACTIVITE)
_add("Parcours", "Marchés proches", "marches_proches", "handshake", DroitParcours.POSITIONNER)
_add(RESEAU, "Clause dans le réseau", "reseau", "map", Droit.VOIR_RESEAU)
_add(SERVICE, "Clause du territoire", "territoire", "map", Droit.COORDONNER)
_add(SERVICE, "Marchés partagés", "coordonnes", "users", Droit.COORDONNER)
