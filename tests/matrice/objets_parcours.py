"""The objects of the matrix: the file of a person, within reach of whoever follows them."""

from maillage.parcours.models import Parcours
from tests.matrice.objets import Pour, objet
from tests.parcours.usine import make_parcours, make_referent


def make_dossier(pour: Pour) -> Parcours:
    """Of the person who asks, when they follow anybody."""
    referent = make_referent(pour.dispositif, compte=pour.compte)
    found = Parcours.objects.filter(dispositif=pour.dispositif, referent=referent).first()
    return found or make_parcours(pour.dispositif, referent=referent)


@objet("parcours:dossier")
def dossier(pour: Pour) -> dict[str, object]:
    return {"uuid": make_dossier(pour).uuid}
