"""The gallery's boards: codes of a closed list, the same for everybody."""

from tests.matrice.objets import valeurs

valeurs("galerie:planche", planche="boutons")
valeurs("galerie:reponse", code="404")
