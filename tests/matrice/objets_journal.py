"""The history of an object, of which the dispositif is the first."""

from tests.matrice.objets import Pour, objet


@objet("journal:historique")
def historique(pour: Pour) -> dict[str, object]:
    return {"modele": "reseau.dispositif", "cle": str(pour.dispositif.uuid)}
