"""What the journal says of the protection of data."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "protection.validation": "a validé l’effacement de {effectif} objets ({regle})",
        "protection.demande_acces": "a fait réunir les données d’une personne qui les demandait ({motif})",
        "protection.demandes": "a ouvert le registre des demandes d’accès",
        "protection.remise": "a téléchargé l’archive des données d’une personne",
        "protection.archive": "a établi l’archive des données d’une personne",
    }
)
