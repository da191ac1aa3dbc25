"""Who may read, deposit and withdraw the pièces of a dispositif."""

from enum import StrEnum

from maillage.socle.permissions import declare, has_role, same_dispositif, sur_cible
from maillage.socle.roles import Role


class Droit(StrEnum):
    LIRE_PIECES = "lire les pièces du dispositif"
    DEPOSER_PIECE = "déposer une pièce"
    RETIRER_PIECE = "retirer une pièce"


is_deposant = sur_cible("la sienne", lambda acteur, piece: piece.compte_id == acteur.compte is not None)
depose = has_role(
    Role.DIRECTEUR,
    Role.COORDINATEUR,
    Role.GESTIONNAIRE_FSE,
    Role.FACILITATEUR,
    Role.RELATION_ENTREPRISE,
    Role.CHARGE_MDE,
)

PERMISSIONS = declare(
    "pieces",
    {
        Droit.LIRE_PIECES: [
            [same_dispositif, depose],
            [same_dispositif, has_role(Role.REFERENT, Role.CONTROLEUR, Role.DPD)],
        ],
        Droit.DEPOSER_PIECE: [[same_dispositif, depose]],
        Droit.RETIRER_PIECE: [[same_dispositif, depose, is_deposant], [same_dispositif, has_role(Role.DIRECTEUR)]],
    },
)
