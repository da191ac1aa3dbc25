"""The search box finds the annonces of one's dispositif: by their object, buyer or number."""

from collections.abc import Sequence

from maillage.clause.permissions import Droit
from maillage.echanges.reperage.listes import search as filter_texte
from maillage.echanges.reperage.queries.annonces import select_annonces
from maillage.socle import permissions
from maillage.socle import recherche as boite
from maillage.socle.acteur import Acteur
from maillage.socle.recherche import Resultat


def search(acteur: Acteur, texte: str, limit: int) -> Sequence[Resultat]:
    if acteur.dispositif is None or not permissions.can(acteur, Droit.VOIR_MARCHES):
        return []
    rows = filter_texte(select_annonces(acteur), texte).defer("contenu").order_by("-points", "pk")[:limit]
    return [
        Resultat(
            categorie="Annonces de marchés", titre=row.objet, url=row.get_absolute_url(),
            sous_titre=" · ".join((row.nom_acheteur, row.libelle_source, row.libelle_etat)), icone="inbox",
        )
        for row in rows
    ]  # fmt: skip


boite.declare(search)
