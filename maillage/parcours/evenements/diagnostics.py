"""Diagnostics, freins, objectives: that they were written, never what they say."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "parcours.diagnostic": "a établi la version {version} du diagnostic, au {le}",
        "parcours.freins": "a évalué des freins ({nombre}) au {le}",
        "parcours.objectif": "a fixé un objectif",
        "parcours.objectif_etat": "a mis à jour un objectif ({etat})",
        "parcours.diagnostics_lus": "a ouvert les diagnostics d’un dossier",
    }
)
