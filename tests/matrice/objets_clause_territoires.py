"""The objects of the matrix for who coordinates a territory: a lot that two services follow, one of them in it."""

from maillage.clause.models import SuiviLot
from tests.clause.usine import ENGAGE, make_clause
from tests.matrice.objets import Pour, objet, valeurs
from tests.matrice.objets_clause import get_lot

valeurs("clause:coordonnes_export", "clause:reseau_export", format="csv")


@objet("clause:coordonne")
def coordonne(pour: Pour) -> dict[str, object]:
    lot = get_lot(pour)
    if not SuiviLot.objects.filter(lot=lot, role="participante").exists():
        SuiviLot.objects.create(
            dispositif=pour.dispositif, lot=lot, structure=make_clause(), role="participante", du=ENGAGE
        )
    return {"uuid": lot.uuid}
