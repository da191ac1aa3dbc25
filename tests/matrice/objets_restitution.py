"""The archives of a dispositif. The short link of a file is signed for one person: it is tried in the tests."""

from tests.echanges.restitution.usine import make_restitution
from tests.matrice.objets import Pour, objet, valeurs


@objet("restitution:restitution", "restitution:ouvrir", "restitution:phrase")
def restitution(pour: Pour) -> dict[str, object]:
    return {"key": make_restitution(dispositif=pour.dispositif, par=pour.compte).uuid}


valeurs("restitution:fichier", lien="lien-forge")
