"""What the journal says of the publications."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "publications.prepare": "a lancé la préparation de la publication de {annee}",
        "publications.publie": "a publié la consolidation de {annee}",
        "publications.abandon": "a abandonné la publication de {annee}",
    }
)
