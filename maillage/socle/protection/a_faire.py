"""Tells a person that their data were gathered by somebody else, and the DPD that an answer is due."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.afaire.nomenclatures import AFaire, Gravite
from maillage.socle.protection import demandes
from maillage.socle.protection.models import DemandeAcces
from maillage.socle.protection.permissions import Droit


def list_archives_de_moi(acteur: Acteur, today: date) -> list[AFaire]:
    """Only that it happened, and when: what was gathered is at « Mes données »."""
    if acteur.compte is None:
        return []
    return [
        AFaire(
            titre="Vos données ont été réunies pour répondre à une demande d’accès",
            detail="Le délégué à la protection des données les remet à qui les a demandées. Vérifiez qu’il s’agit de vous.",
            url=reverse("protection:mes_donnees"),
            gravite=Gravite.NORMALE,
            categorie="Vos données",
        )
        for demande in demandes.list_pour_la_personne(acteur.compte, now=timezone.now())[:5]
    ]


def list_reponses_dues(acteur: Acteur, today: date) -> list[AFaire]:
    """Every request still without its answer, archive or not: the delay runs all the same."""
    if acteur.compte is None or not permissions.can(acteur, Droit.REPONDRE_ACCES):
        return []
    now = timezone.now()
    return [
        AFaire(
            titre="Répondre à une demande d’accès",
            detail=_describe(demande, now=now),
            url=demande.get_absolute_url(),
            echeance=demandes.get_echeance(demande),
            gravite=Gravite.ELEVEE,
            categorie="Demandes d’accès",
        )
        for demande in demandes.list_demandes(acteur).filter(repondue_le=None).order_by("recue_le", "pk")[:20]
    ]


def _describe(demande: DemandeAcces, *, now: datetime) -> str:
    prolongee = "Délai prolongé. " if demande.prolongee_le else ""
    if demandes.is_telechargeable(demande, now=now):
        return f"{prolongee}L’archive est prête : relisez-la, remettez-la, puis notez la réponse remise."
    if demande.prete_le:
        return f"{prolongee}L’archive s’est effacée : faites réunir de nouveau les données."
    return f"{prolongee}Les données se réunissent."
