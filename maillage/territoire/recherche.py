"""The communes, for the search box of the whole application."""

from maillage.socle.acteur import Acteur
from maillage.socle.recherche import Resultat
from maillage.territoire import queries


def search(acteur: Acteur, texte: str, limit: int) -> list[Resultat]:
    """Public reference data: the same for everybody."""
    return [
        Resultat(
            categorie="Communes",
            titre=commune.nom,
            url=commune.get_absolute_url(),
            sous_titre=queries.describe(commune),
            icone="map-pin",
        )
        for commune in queries.search_communes(texte, limit)
    ]
