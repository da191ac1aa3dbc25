"""The search box finds the markets of one's dispositif: by their object, number, lot or donneur d'ordre."""

from collections.abc import Sequence

from maillage.clause.listes.marches import search as filter_texte
from maillage.clause.permissions import Droit
from maillage.clause.queries.marches import select_lots
from maillage.socle import permissions
from maillage.socle import recherche as boite
from maillage.socle.acteur import Acteur
from maillage.socle.adresses import write_adresse
from maillage.socle.recherche import Resultat


def search(acteur: Acteur, texte: str, limit: int) -> Sequence[Resultat]:
    if acteur.dispositif is None or not permissions.can(acteur, Droit.VOIR_MARCHES):
        return []
    rows = filter_texte(select_lots(acteur), texte).order_by("marche__objet", "numero")[:limit]
    return [
        Resultat(
            categorie="Marchés", titre=row.marche.objet, url=write_adresse("clause:lot", row.uuid),
            sous_titre=" · ".join(
                part for part in (str(row) if row.numero else "", str(row.marche.acheteur), row.libelle_etat) if part
            ),
            icone="file-text",
        )
        for row in rows
    ]  # fmt: skip


boite.declare(search)
