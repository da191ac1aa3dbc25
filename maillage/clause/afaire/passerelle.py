"""What the clause gives to do to whoever follows a person: a contract to confirm as an étape."""

from datetime import date

from django.urls import reverse

from maillage.clause.queries.passerelle import list_en_attente
from maillage.parcours.permissions import Droit
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can
from maillage.socle.roles import Role
from maillage.socle.typographie import write_date_courte


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    """To the référent: the coordination reads every file, and would be told of all."""
    if acteur.role != Role.REFERENT or not can(acteur, Droit.POSITIONNER):
        return []
    return [
        AFaire(
            titre=f"Confirmer une étape de {row.parcours.personne}",
            detail=f"Contrat de la clause, {row.metier} à partir du {write_date_courte(row.debut)}, transmis par {row.de}.",
            url=reverse("clause:proposition", args=[row.uuid]), gravite=Gravite.NORMALE, categorie="Contrats de la clause",
        )
        for row in list_en_attente(acteur, on=today)
    ]  # fmt: skip


afaire.declare(list_a_faire)
