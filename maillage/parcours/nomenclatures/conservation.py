"""Closed lists of the retention: why a file is frozen, how facts are gathered into groups of regions."""

from enum import StrEnum


class MotifGel(StrEnum):
    """R-20. A request for access that still waits freezes by itself; the other requests are typed."""

    CONTENTIEUX = "contentieux"
    AUDIT = "audit"
    CONTROLE_FSE = "controle_fse"
    DEMANDE = "demande"


LIBELLES_GEL: dict[MotifGel, str] = {
    MotifGel.CONTENTIEUX: "Contentieux ou réclamation en cours",
    MotifGel.AUDIT: "Audit ou contrôle du PLIE",
    MotifGel.CONTROLE_FSE: "Contrôle FSE ouvert",
    MotifGel.DEMANDE: "Demande de la personne (accès, rectification, limitation)",
}


class Etape(StrEnum):
    """What comes next in the life of a closed file."""

    ARCHIVE = "archive"
    NOYAU = "noyau"
    ANONYME = "anonyme"
    FIN_FSE = "fin_fse"


LIBELLES_ETAPE: dict[Etape, str] = {
    Etape.ARCHIVE: "Archivage",
    Etape.NOYAU: "Réduction au noyau FSE",
    Etape.ANONYME: "Anonymisation",
    Etape.FIN_FSE: "Effacement du noyau FSE",
}

# Groups by default (domaine 05 § 8.3): regions that have too few PLIE to be told apart. INSEE codes; others stand alone.
GROUPES_DE_REGIONS: dict[str, str] = {
    "53": "53+52",  # Bretagne, Pays de la Loire
    "52": "53+52",
    "24": "24+27",  # Centre-Val de Loire, Bourgogne-Franche-Comté
    "27": "24+27",
    **dict.fromkeys(("01", "02", "03", "04", "06"), "outre-mer"),
}
