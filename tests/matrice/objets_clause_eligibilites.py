"""The objects of the matrix: eligibilities that end."""

from tests.matrice.objets import valeurs

valeurs("clause:fins_eligibilite_export", format="csv")
