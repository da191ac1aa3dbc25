"""What the journal says of the protection of data."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "protection.validation": "a validé l’effacement de {effectif} objets ({regle})",
        "protection.demande_acces": "a fait réunir les données d’une personne qui les demandait ({motif})",
        "protection.demandes": "a ouvert le registre des demandes d’accès",
        "protection.remise": "a téléchargé l’archive des données d’une personne",
        "protection.occultation": "a masqué {nombre} éléments d’une archive, pour protéger d’autres personnes ({motif})",
        "protection.retablissement": "a rétabli {nombre} éléments masqués d’une archive",
        "protection.relecture": "a relu l’archive des données d’une personne",
        "protection.prolongation": "a prolongé le délai d’une demande d’accès ({motif})",
        "protection.reponse": "a noté que la réponse à une demande d’accès est remise",
        "protection.archive": "a établi l’archive des données d’une personne",
    }
)
