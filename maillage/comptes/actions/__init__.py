"""Every write about accounts: right, lock, rule, write, journal."""

from maillage.comptes.actions.habilitations import (
    change_habilitation,
    deactivate_dormant,
    decide,
    end_habilitation,
    sign_revue,
    suspend_unreviewed,
)
from maillage.comptes.actions.invitations import accept, accept_by_email, find_by_jeton, invite, resend, withdraw
from maillage.comptes.actions.refus import HabilitationRefusee, InvitationInvalide
from maillage.comptes.actions.soi import change_profil, choose_habilitation, record_federation, record_tout_deconnecte

__all__ = [
    "HabilitationRefusee",
    "InvitationInvalide",
    "accept",
    "accept_by_email",
    "change_habilitation",
    "change_profil",
    "choose_habilitation",
    "deactivate_dormant",
    "decide",
    "end_habilitation",
    "find_by_jeton",
    "invite",
    "record_federation",
    "record_tout_deconnecte",
    "resend",
    "sign_revue",
    "suspend_unreviewed",
    "withdraw",
]
