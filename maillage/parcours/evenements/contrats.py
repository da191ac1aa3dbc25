"""Contracts: their versions and signatures, never what they say."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "parcours.contrat": "a préparé le contrat PLIE (version {version})",
        "parcours.contrat_signature": "a noté les signatures du contrat PLIE (version {version})",
        "parcours.contrat_signe": "a fait entrer en vigueur le contrat PLIE (version {version}), signé le {le}",
        "parcours.contrat_ce": "a noté le contrat d’engagement CE, notifié le {le}",
        "parcours.contrats_lus": "a ouvert les contrats d’un dossier",
        "parcours.document": "a imprimé « {document} »",
    }
)
