"""The objects of the matrix: a post, a line of time of the person, a lot on which time is noted."""

from tests.clause.usine_postes import make_poste, make_temps
from tests.matrice.objets import Pour, objet, valeurs
from tests.matrice.objets_clause import get_lot

valeurs(
    "clause:mon_temps_export", "clause:activite_export", "clause:temps_export", "clause:territoire_export", format="csv"
)


@objet("clause:poste_changer", "clause:poste_terminer", "clause:poste_retirer")
def poste(pour: Pour) -> dict[str, object]:
    return {"uuid": make_poste(pour.dispositif).uuid}


@objet("clause:temps_corriger", "clause:temps_retirer")
def temps(pour: Pour) -> dict[str, object]:
    return {"uuid": make_temps(pour.dispositif, pour.compte, 1).uuid}


@objet("clause:lot_temps")
def lot(pour: Pour) -> dict[str, object]:
    return {"uuid": get_lot(pour).uuid}
