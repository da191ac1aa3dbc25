"""The search box finds the persons of the clause, for whoever follows them (R-14)."""

from collections.abc import Sequence

from maillage.clause.permissions import Droit
from maillage.clause.queries.personnes import search_personnes, select_personnes
from maillage.socle import permissions
from maillage.socle import recherche as boite
from maillage.socle.acteur import Acteur
from maillage.socle.adresses import write_adresse
from maillage.socle.recherche import Resultat


def search(acteur: Acteur, texte: str, limit: int) -> Sequence[Resultat]:
    if acteur.dispositif is None or not permissions.can(acteur, Droit.SUIVRE_PERSONNES):
        return []
    rows = search_personnes(select_personnes(acteur), texte).order_by("nom_naissance", "prenoms")[:limit]
    return [
        Resultat(
            categorie="Personnes éligibles", titre=row.nom_complet, url=write_adresse("clause:personne", row.uuid),
            sous_titre=f"Dossier n° {row.numero}", icone="user-round",
        )
        for row in rows
    ]  # fmt: skip


boite.declare(search, nominatif=True, ordre=10)
