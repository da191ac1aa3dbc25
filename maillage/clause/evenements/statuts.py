"""What the journal says of a company: described again, its status changed."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "clause.entreprise_modifiee": "a modifié une entreprise (nom, SIRET ou effectif)",
        "clause.statut_change": "a changé le statut d’une entreprise ({statut}) à partir du {du}",
        "clause.statut_corrige": "a corrigé le statut d’une entreprise ({statut}) à partir du {du}",
    }
)
