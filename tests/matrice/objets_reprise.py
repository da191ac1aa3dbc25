"""The objects of the matrix: a file taken over, the kinds of files."""

from maillage.echanges.reprise.models import Depot
from tests.matrice.objets import Pour, objet, valeurs


@objet(
    "reprise:depot", "reprise:colonnes", "reprise:remplacer", "reprise:doublons", "reprise:importer", "reprise:annuler",
    "reprise:abandonner", "reprise:points_csv", "reprise:points_xlsx", "reprise:points_ods",
)  # fmt: skip
def depot(pour: Pour) -> dict[str, object]:
    made, _ = Depot.objects.get_or_create(
        dispositif=pour.dispositif, nature="personnes", nom="essai.csv", empreinte="essai", octets=1
    )
    return {"uuid": made.uuid}


valeurs("reprise:deposer", "reprise:modele", nature="personnes")
