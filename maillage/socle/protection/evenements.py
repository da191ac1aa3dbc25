"""What the journal says of the protection of data."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "protection.validation": "a validé l’effacement de {effectif} objets ({regle})",
        "protection.archive": "a établi l’archive des données d’une personne",
    }
)
