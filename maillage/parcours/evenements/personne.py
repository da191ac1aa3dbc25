"""The file of a person: what was read and corrected."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "parcours.photo_corrigee": "a corrigé la photo d’entrée (n° {rang}, {motif})",
        "parcours.fiche": "a ouvert une saisie du dossier ({page})",
        "parcours.sensible": "a ouvert les données sensibles",
        "parcours.droits": "a ouvert l’information et les accords d’une personne",
        "parcours.gel": "a gelé un dossier ({motif}, jusqu’au {jusqu_au})",
        "parcours.gel_revu": "a revu le gel d’un dossier ({motif}, jusqu’au {jusqu_au})",
        "parcours.gel_leve": "a levé le gel d’un dossier ({motif})",
        "parcours.operation_payee": "a enregistré le dernier paiement d’une opération FSE ({le})",
        "parcours.conservation": "a ouvert la conservation d’un dossier",
        "parcours.conservations": "a ouvert les fins de conservation ({nombre} dossiers)",
        "parcours.reglage": "a décidé un réglage du dispositif ({code} : {valeur}, à partir du {du})",
    }
)
