"""Where a version of a commitment comes from (domaine 02 § 4)."""

from enum import StrEnum


class Origine(StrEnum):
    INITIAL = "initial"
    AVENANT = "avenant"
    TRANCHE = "tranche"
    RECONDUCTION = "reconduction"
    BON_COMMANDE = "bon_commande"
    RESILIATION = "resiliation"


LIBELLES_ORIGINE: dict[Origine, str] = {
    Origine.INITIAL: "Engagement de départ",
    Origine.AVENANT: "Avenant",
    Origine.TRANCHE: "Tranche affermie",
    Origine.RECONDUCTION: "Reconduction",
    Origine.BON_COMMANDE: "Bon de commande",
    Origine.RESILIATION: "Résiliation",
}
