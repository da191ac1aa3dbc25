"""Who may do what with accounts and habilitations."""

from enum import StrEnum
from typing import Any

from maillage.comptes.rules import PREMIERS_ROLES
from maillage.socle.acteur import Acteur
from maillage.socle.permissions import Table, declare, has_role, sur_cible
from maillage.socle.roles import Role


class Droit(StrEnum):
    VOIR_EQUIPE = "voir l’équipe et ses habilitations"
    HABILITER = "inviter, changer et terminer des habilitations"
    REVOIR = "revoir et signer les habilitations"
    REINITIALISER = "réinitialiser la double authentification perdue d’une personne"
    OUVRIR_STRUCTURES = "ouvrir une structure : inviter sa première direction et son DPD"


def _in_own_dispositif(acteur: Acteur, cible: Any) -> bool:
    # Its own, not those attached to an OI: seeing their FSE side gives no say in their team.
    return acteur.dispositif is not None and cible.dispositif_id == acteur.dispositif


def _outside_dispositifs(acteur: Acteur, cible: Any) -> bool:
    return cible.dispositif_id is None or cible.role in PREMIERS_ROLES


def _of_no_dispositif(acteur: Acteur, cible: Any) -> bool:
    return cible.dispositif_id is None


son_dispositif = sur_cible("dans son propre dispositif", _in_own_dispositif)
hors_dispositif = sur_cible("rôle du réseau, direction ou DPD d’un dispositif", _outside_dispositifs)
sans_dispositif = sur_cible("rôle du réseau, d’une région ou de départements", _of_no_dispositif)

PERMISSIONS: Table = declare(
    "Comptes et habilitations",
    {
        Droit.VOIR_EQUIPE: [
            [has_role(Role.DIRECTEUR), son_dispositif],
            [has_role(Role.DPD), son_dispositif],
            [has_role(Role.ADMINISTRATEUR), hors_dispositif],
        ],
        Droit.HABILITER: [
            [has_role(Role.DIRECTEUR), son_dispositif],
            [has_role(Role.ADMINISTRATEUR), hors_dispositif],
        ],
        Droit.REVOIR: [
            [has_role(Role.DIRECTEUR), son_dispositif],
            [has_role(Role.ADMINISTRATEUR), sans_dispositif],
        ],
        Droit.REINITIALISER: [
            [has_role(Role.DIRECTEUR), son_dispositif],
            [has_role(Role.ADMINISTRATEUR), hors_dispositif],
        ],
        Droit.OUVRIR_STRUCTURES: [[has_role(Role.ADMINISTRATEUR)]],
    },
)
