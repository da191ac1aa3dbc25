"""Tells the DPD that an archive is ready: they hold what opens its sealed columns."""

from datetime import date

from django.utils import timezone

from maillage.echanges.restitution import queries
from maillage.echanges.restitution.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.afaire.nomenclatures import AFaire, Gravite


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    if acteur.compte is None or acteur.dispositif is None or not permissions.can(acteur, Droit.LIRE_PHRASE):
        return []
    return [
        AFaire(
            titre="La direction emporte toutes les données du dispositif",
            detail=f"Archive du {r.demandee_le:%d/%m/%Y}. Vous seul·e tenez la phrase qui ouvre ses colonnes scellées.",
            url=r.get_absolute_url(),
            gravite=Gravite.NORMALE,
            categorie="Archive complète",
        )
        for r in queries.list_telechargeables(acteur, now=timezone.now())
    ]
