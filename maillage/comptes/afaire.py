"""What accounts give to do: the review of habilitations."""

from datetime import date

from django.urls import reverse

from maillage.comptes import equipe, queries
from maillage.comptes.durees import get_parametres
from maillage.comptes.permissions import Droit
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    if not can(acteur, Droit.REVOIR):
        return []
    return [*_list_revue(acteur, today), *_list_la_mienne(acteur, today)]


def _list_revue(acteur: Acteur, today: date) -> list[AFaire]:
    lignes = equipe.list_a_revoir(acteur, on=today)
    if not lignes:
        return []
    nombre = len(lignes)
    return [
        _build(
            "Revoir les habilitations de l’équipe" if acteur.dispositif else "Revoir les habilitations du réseau",
            f"{nombre} habilitation{'s' if nombre > 1 else ''} à confirmer ou à terminer, puis à signer.",
            "comptes:revue",
            min(ligne.echeance for ligne in lignes),
            today,
        )
    ]


def _list_la_mienne(acteur: Acteur, today: date) -> list[AFaire]:
    """Said before the suspension: afterwards this person could no longer invite anybody."""
    ligne = equipe.find_la_mienne(acteur, on=today)
    if ligne is None:
        return []
    with equipe.portee(acteur):
        alone = not queries.list_administrateurs(on=today).exclude(compte=acteur.compte).exists()
    if alone:
        detail = "Vous êtes seul·e à administrer l’installation. Invitez une seconde personne, qui la confirmera."
    else:
        detail = "Une autre personne qui administre l’installation la confirme, depuis la revue."
    return [
        _build(
            "Faire confirmer votre habilitation",
            detail,
            "comptes:inviter" if alone else "comptes:equipe",
            ligne.echeance,
            today,
        )
    ]


def _build(titre: str, detail: str, adresse: str, echeance: date, today: date) -> AFaire:
    fin = echeance + get_parametres(on=today).revue_delai
    return AFaire(
        titre=titre,
        detail=detail,
        url=reverse(adresse),
        echeance=fin,
        gravite=Gravite.ELEVEE if fin >= today else Gravite.URGENTE,
        categorie="Revue des habilitations",
    )
