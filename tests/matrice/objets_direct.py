"""One's own consolidation speaks of no object of its own: codes of the catalogue of one's kind, and formats."""

from maillage.reseau.nomenclatures import TypeDispositif
from tests.matrice.objets import Pour, objet, valeurs

valeurs("direct:exporter", format="csv")
A_CHACUN = "ce sont des codes : la page compte ce que tient le dispositif de qui la demande"


@objet("direct:chiffre", partage=A_CHACUN)
def chiffre(pour: Pour) -> dict[str, object]:
    return {"code": "clause.lots" if pour.dispositif.type == TypeDispositif.CLAUSE else "plie.sorties"}


@objet("direct:manque", partage=A_CHACUN)
def manque(pour: Pour) -> dict[str, object]:
    return {"variable": "metier" if pour.dispositif.type == TypeDispositif.CLAUSE else "niveau"}
