"""The types of the shared services' entries."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "journal.lecture": "a consulté le journal des accès",
        "journal.export": "a exporté le journal des accès",
        "journal.alertes": "a consulté les alertes du journal",
        "journal.alerte_traitee": "a traité une alerte de consultation",
        "travaux.demande": "a demandé un travail ({code})",
        "travaux.annulation": "a annulé un travail ({code})",
        "travaux.relance": "a relancé un travail ({code})",
        "afaire.rythme": "a changé le rythme de ses courriels",
        "afaire.calendrier_ouvert": "a ouvert son agenda à un autre logiciel",
        "afaire.calendrier_ferme": "a fermé son agenda aux autres logiciels",
        "pieces.depot": "a déposé une pièce",
        "pieces.retrait": "a retiré une pièce",
        "pieces.antivirus": "a fait examiner une pièce par l’antivirus",
        "pieces.ouverture": "a ouvert une pièce",
        "recherche.requete": "a fait une recherche",
    }
)
