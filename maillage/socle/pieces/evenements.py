"""The types of the pièces' entries."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "pieces.depot": "a déposé une pièce",
        "pieces.retrait": "a retiré une pièce",
        "pieces.antivirus": "a reçu le verdict de l’antivirus sur une pièce ({etat})",
        "pieces.ouverture": "a ouvert une pièce",
    }
)
