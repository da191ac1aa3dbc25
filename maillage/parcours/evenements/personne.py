"""The file of a person: what was read and corrected."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "parcours.photo_corrigee": "a corrigé la photo d’entrée (n° {rang}, {motif})",
        "parcours.fiche": "a ouvert une saisie du dossier ({page})",
        "parcours.sensible": "a ouvert les données sensibles",
        "parcours.droits": "a ouvert l’information et les accords d’une personne",
        "parcours.reglage": "a décidé un réglage du dispositif ({code} : {valeur}, à partir du {du})",
    }
)
