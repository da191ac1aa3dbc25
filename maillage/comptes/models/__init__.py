"""Accounts, habilitations, invitations, reviews."""

from maillage.comptes.models.comptes import Compte, CompteManager
from maillage.comptes.models.habilitations import Habilitation, HabilitationQuerySet
from maillage.comptes.models.invitations import Invitation, InvitationQuerySet
from maillage.comptes.models.revues import Decision, Revue

__all__ = [
    "Compte",
    "CompteManager",
    "Decision",
    "Habilitation",
    "HabilitationQuerySet",
    "Invitation",
    "InvitationQuerySet",
    "Revue",
]
