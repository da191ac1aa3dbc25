"""Every write about accounts: right, lock, rule, write, journal."""

from maillage.comptes.actions.habilitations import (
    change_habilitation,
    deactivate_dormant,
    decide,
    end_habilitation,
    sign_revue,
    suspend_unreviewed,
)
from maillage.comptes.actions.installation import Ouverture, invite_administrateur
from maillage.comptes.actions.invitations import (
    accept,
    accept_by_email,
    find_by_jeton,
    invite,
    resend,
    send_lien,
    withdraw,
)
from maillage.comptes.actions.refus import HabilitationRefusee, InvitationInvalide
from maillage.comptes.actions.secours import reset_depuis_la_machine, reset_second_facteur
from maillage.comptes.actions.soi import change_profil, choose_habilitation, record_federation, record_tout_deconnecte

__all__ = [
    "HabilitationRefusee",
    "InvitationInvalide",
    "Ouverture",
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
    "invite_administrateur",
    "record_federation",
    "record_tout_deconnecte",
    "resend",
    "reset_depuis_la_machine",
    "reset_second_facteur",
    "send_lien",
    "sign_revue",
    "suspend_unreviewed",
    "withdraw",
]
