"""The objects of the matrix: eligibilities that end, the status of an employer."""

from maillage.clause.models import Entreprise
from tests.matrice.objets import Pour, objet, valeurs

valeurs("clause:fins_eligibilite_export", format="csv")


@objet("clause:entreprise_statut", "clause:entreprise_modifier")
def statut(pour: Pour) -> dict[str, object]:
    found, _ = Entreprise.objects.get_or_create(dispositif=pour.dispositif, nom="Entreprise à statut")
    return {"uuid": found.uuid}
