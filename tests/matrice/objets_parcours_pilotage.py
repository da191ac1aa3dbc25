"""The objects of the matrix: a version of the protocole of one's own dispositif."""

from tests.matrice.objets import Pour, objet, valeurs
from tests.parcours.usine_pilotage import make_protocole

valeurs("parcours:pilotage_export", "parcours:dormants_export", "parcours:qualite_export", format="csv")


@objet("parcours:protocole_avenant", "parcours:protocole_annuler")
def protocole(pour: Pour) -> dict[str, object]:
    return {"uuid": make_protocole(pour.dispositif).uuid}
