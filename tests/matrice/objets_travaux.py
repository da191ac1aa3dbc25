"""The objects of the matrix: jobs."""

from maillage.socle.travaux.models import Travail
from tests.matrice.objets import Pour, objet
from tests.socle.travaux.essai import make_travail


@objet("travaux:travail", "travaux:avancement", "travaux:annuler", "travaux:relancer")
def travail(pour: Pour) -> dict[str, object]:
    made: Travail = make_travail(dispositif=pour.dispositif, compte=pour.compte)
    return {"key": made.uuid}
