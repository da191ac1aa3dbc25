"""What the journal says of the data taken away and taken up again."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "restitution.demande": "a demandé l’archive complète du dispositif ({motif})",
        "restitution.prete": "a reçu l’archive complète du dispositif, prête à télécharger ({lignes} lignes)",
        "restitution.telechargement": "a téléchargé l’archive complète du dispositif",
        "restitution.phrase": "a lu la phrase d’une archive complète du dispositif",
        "restitution.liste": "a ouvert la page des archives complètes",
        "restitution.reprise": "a repris dans ce dispositif une archive complète ({lignes} lignes)",
    }
)
