"""What the journal says of the publications."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "publications.prepare": "a lancé la préparation de la publication de {annee}",
        "publications.publie": "a publié la consolidation de {annee}",
        "publications.restreinte_lue": "a lu une consolidation réservée au réseau",
        "publications.restreinte_prise": "a téléchargé un fichier d’une consolidation réservée au réseau ({fichier})",
        "publications.abandon": "a abandonné la publication de {annee}",
    }
)
