"""One's own consolidation speaks of no object of its own: codes of the catalogue, and formats."""

from tests.matrice.objets import valeurs

valeurs("direct:exporter", format="csv")
valeurs("direct:chiffre", code="plie.sorties")
valeurs("direct:manque", variable="niveau")
