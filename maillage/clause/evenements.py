"""What the journal says of markets. No title, no company: only codes, dates and hours. A lot has its history."""

from uuid import UUID

from django.http import Http404

from maillage.clause import evenements_aval as evenements_aval
from maillage.clause import evenements_suivi as evenements_suivi
from maillage.clause.models import Lot
from maillage.clause.queries.marches import get_lot
from maillage.socle.acteur import Acteur
from maillage.socle.journal.historique import declare_suivi
from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "clause.donneur_ordre": "a inscrit un donneur d’ordre",
        "clause.donneur_ordre_modifie": "a modifié un donneur d’ordre",
        "clause.marche": "a repéré un marché",
        "clause.marche_modifie": "a modifié un marché",
        "clause.lot": "a ajouté le lot {numero}",
        "clause.lot_modifie": "a écrit la clause d’un lot",
        "clause.lot_etat": "a fait passer le lot de « {de} » à « {vers} » le {le}",
        "clause.entreprise": "a ajouté une entreprise au lot ({role})",
        "clause.entreprise_retiree": "a retiré une entreprise du lot ({role})",
        "clause.engagement": "a enregistré l’engagement, version {version} : {heures} heures à partir du {du}",
    }
)


def find_lot(acteur: Acteur, cle: str) -> Lot:
    try:
        return get_lot(acteur, UUID(cle))
    except (ValueError, Lot.DoesNotExist):
        raise Http404 from None


declare_suivi("clause.lot", find_lot)
