"""The search box finds what a figure counts: its definition, public."""

from collections.abc import Sequence

from django.urls import reverse

from maillage.socle.acteur import Acteur
from maillage.socle.recherche import Resultat


def search(acteur: Acteur, texte: str, limit: int) -> Sequence[Resultat]:
    """The same for everybody; without the database."""
    # Read when first asked for: the language of measures costs every process half a second to start.
    from maillage.consolidation.catalogue.recherche import search_mesures

    page = reverse("portail:definitions")
    return [
        Resultat("Définitions", one.mesure.libelle, f"{page}#{one.mesure.code}", one.precision, "book-open")
        for one in search_mesures(texte)[:limit]
    ]
