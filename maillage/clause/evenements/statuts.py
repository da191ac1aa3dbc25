"""What the journal says of the status of an employer."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "clause.statut_change": "a changé le statut d’une entreprise ({statut}) à partir du {du}",
        "clause.statut_corrige": "a corrigé le statut d’une entreprise ({statut}) à partir du {du}",
    }
)
