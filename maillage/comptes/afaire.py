"""What accounts give to do: the review of habilitations."""

from datetime import date

from django.urls import reverse

from maillage.comptes import equipe
from maillage.comptes.durees import get_parametres
from maillage.comptes.permissions import Droit
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    if not can(acteur, Droit.REVOIR):
        return []
    lignes = [ligne for ligne in equipe.list_equipe(acteur, on=today) if ligne.is_a_revoir]
    if not lignes:
        return []
    fin = min(ligne.echeance for ligne in lignes) + get_parametres(on=today).revue_delai
    nombre = len(lignes)
    return [
        AFaire(
            titre="Revoir les habilitations de l’équipe",
            detail=f"{nombre} habilitation{'s' if nombre > 1 else ''} à confirmer ou à terminer, puis à signer.",
            url=reverse("comptes:revue"),
            echeance=fin,
            gravite=Gravite.ELEVEE if fin >= today else Gravite.URGENTE,
            categorie="Revue des habilitations",
        )
    ]
