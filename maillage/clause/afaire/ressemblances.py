"""Files that look like another structure's, of which this one has said nothing."""

from datetime import date

from django.urls import reverse

from maillage.clause.permissions import Droit
from maillage.clause.queries.ressemblances import list_cotes
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire
from maillage.socle.permissions import can
from maillage.socle.typographie import write_accord


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    """One line for all. Two queries."""
    if acteur.dispositif is None or not can(acteur, Droit.SUIVRE_PERSONNES):
        return []
    nombre = sum(cote.is_a_dire for cote in list_cotes(acteur))
    if not nombre:
        return []
    return [
        AFaire(
            titre="Des doublons probables sont à vérifier", detail=f"{write_accord(nombre, 'personne')}, avec d’autres services.",
            url=reverse("clause:ressemblances"), categorie="Personnes et heures",
        )
    ]  # fmt: skip


afaire.declare(list_a_faire)
