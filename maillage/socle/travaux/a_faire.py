"""A job that failed is something to do for whoever asked for it: start it again, or mend what it says."""

from datetime import date

from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.travaux import queries


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    return [
        AFaire(
            titre=f"« {travail.libelle} » a échoué",
            detail=travail.erreur,
            url=travail.get_absolute_url(),
            gravite=Gravite.ELEVEE,
            categorie="Travaux en échec",
        )
        for travail in queries.list_echecs(acteur)[:20]
    ]
