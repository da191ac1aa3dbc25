"""The objects of the matrix: pièces. The short link of a file is signed for one person: it is tried in the tests."""

from tests.matrice.objets import Pour, objet, valeurs
from tests.socle.pieces.fichiers import make_piece


@objet("pieces:ouvrir", "pieces:retirer")
def piece(pour: Pour) -> dict[str, object]:
    return {"key": make_piece(dispositif=pour.dispositif, compte=pour.compte).uuid}


valeurs("pieces:fichier", lien="lien-forge")
