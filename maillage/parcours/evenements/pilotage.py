"""The protocole and the boards: versions and counts, never whose file."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "parcours.protocole": "a enregistré le protocole du {du} au {au} ({nombre} objectifs)",
        "parcours.avenant": "a enregistré un avenant du {du} au {au} ({nombre} objectifs)",
        "parcours.protocole_annule": "a annulé la version du protocole du {du}, écrite par erreur",
        "parcours.pilotage_export": "a exporté le tableau de pilotage {annee} ({format})",
        "parcours.dormants": "a ouvert les dossiers dormants ({nombre} dossiers)",
        "parcours.qualite": "a ouvert la qualité des dossiers ({nombre} dossiers)",
        "parcours.demande_contact": "a demandé au référent de reprendre contact",
    }
)
