"""What the journal says of the survey."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "enquetes.brouillon": "a enregistré ses réponses à l’enquête de {annee}",
        "enquetes.transmise": "a transmis ses réponses à l’enquête de {annee}",
    }
)
