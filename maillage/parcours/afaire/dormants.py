"""What the coordination asks of a référent about people nobody has seen for long."""

from datetime import date

from django.urls import reverse

from maillage.parcours.permissions import Droit
from maillage.parcours.queries.dormants import list_demandes
from maillage.parcours.rules.dormants import compute_echeance
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    if not can(acteur, Droit.VOIR_FILE_ACTIVE):
        return []
    return [
        AFaire(
            titre=f"Reprendre contact avec {demande.parcours.personne}",
            detail=f"La coordination le demande depuis le {demande.le:%d/%m/%Y}. Un contact réalisé suffit.",
            url=reverse("parcours:dossier", args=[demande.parcours.uuid]),
            echeance=compute_echeance(demande.le),
            gravite=Gravite.ELEVEE,
            categorie="Contacts à reprendre",
        )
        for demande in list_demandes(acteur, on=today)
    ]


afaire.declare(list_a_faire)
