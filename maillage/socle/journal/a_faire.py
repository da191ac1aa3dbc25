"""What the journals ask of somebody: alerts to look at."""

from datetime import date

from django.urls import reverse

from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.afaire.nomenclatures import AFaire, Gravite
from maillage.socle.journal.alertes import list_ouvertes, name_people
from maillage.socle.journal.permissions import Droit


def list_alertes_a_verifier(acteur: Acteur, today: date) -> list[AFaire]:
    """For the DPD and the direction, except about themselves."""
    if acteur.compte is None or not permissions.can(acteur, Droit.TRAITER_ALERTE):
        return []
    alertes = list(list_ouvertes(acteur).exclude(compte_id=acteur.compte)[:50])
    noms = name_people(alertes) if alertes else {}
    return [
        AFaire(
            titre=f"{alerte.libelle} : {noms.get(alerte.compte_id, 'un compte supprimé')}",
            detail=f"{alerte.nombre} fiches, pour un seuil de {alerte.seuil}",
            url=reverse("journal:alertes"),
            echeance=alerte.jour,
            gravite=Gravite.ELEVEE,
            categorie="Consultations à vérifier",
        )
        for alerte in alertes
    ]
