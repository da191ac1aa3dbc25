"""What the journal says of campaigns and deposits."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "depots.campagne": "a ouvert la campagne de dépôts {annee}",
        "depots.campagne_modifiee": "a changé le calendrier de la campagne {annee}",
        "depots.depot": "a déposé les chiffres de {annee} (version {version}, {origine})",
        "depots.explique": "a expliqué les écarts du dépôt de {annee} (version {version})",
        "depots.retire": "a retiré le dépôt de {annee} (version {version})",
        "depots.regulier": "a demandé le dépôt régulier des chiffres",
        "depots.regulier_fini": "a arrêté le dépôt régulier des chiffres",
        "depots.cle": "a créé une clé de dépôt",
        "depots.cle_revoquee": "a révoqué une clé de dépôt",
    }
)
