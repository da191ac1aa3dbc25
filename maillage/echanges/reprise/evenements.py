"""What the journal keeps of a take-over: which kind of file, how many rows; never what they say."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "reprise.depot": "a déposé un fichier à reprendre ({nature})",
        "reprise.colonnes": "a choisi les colonnes d’un fichier à reprendre ({nature})",
        "reprise.doublon": "a départagé une ressemblance ({decision})",
        "reprise.import_demande": "a demandé l’import d’un fichier ({nature}, {lignes} lignes)",
        "reprise.import": "a importé un fichier ({nature} : {crees} créés, {rattaches} rattachés, {ecartes} écartés)",
        "reprise.annulation_demandee": "a demandé l’annulation d’un import ({nature})",
        "reprise.annulation": "a annulé un import ({nature}, {nombre} dossiers retirés)",
        "reprise.abandon": "a abandonné un fichier à reprendre ({nature})",
        "reprise.lu": "a ouvert un fichier repris",
        "reprise.doublons_lus": "a ouvert les ressemblances d’un fichier repris",
    }
)
