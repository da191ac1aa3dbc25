"""What the journal says of annonces: sources, counts and codes; no object, no company."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "reperage.depot": "a déposé un fichier d’annonces ({source})",
        "reperage.versement": "a versé un fichier d’annonces ({source} : {nouvelles} nouvelles, {modifiees} mises à jour)",
        "reperage.retrait": "a retiré ce qu’un fichier d’annonces avait apporté ({nombre} annonces)",
        "reperage.retenue": "a créé un marché depuis une annonce ({source})",
        "reperage.rapprochee": "a rapproché une annonce d’un marché suivi ({source})",
        "reperage.ecartee": "a écarté une annonce ({motif})",
        "reperage.rouverte": "a remis une annonce à qualifier",
        "reperage.vue": "a pris connaissance de ce qui a changé dans une annonce",
    }
)
