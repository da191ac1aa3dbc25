"""Why somebody's data are gathered, and how their identity was checked (R-45): closed lists, no free text."""

from enum import StrEnum


class Motif(StrEnum):
    PERSONNE = "personne"
    MANDATAIRE = "mandataire"
    AUTORITE = "autorite"


MOTIFS: dict[Motif, str] = {
    Motif.PERSONNE: "La personne demande ses données (droit d’accès, art. 15 du RGPD)",
    Motif.MANDATAIRE: "Son mandataire les demande, mandat à l’appui",
    Motif.AUTORITE: "La CNIL ou une juridiction les demande",
}


class Identite(StrEnum):
    CONNUE = "connue"
    COURRIEL = "courriel"
    DOCUMENT = "document"


IDENTITES: dict[Identite, str] = {
    Identite.CONNUE: "Connue du service, demande faite en personne",
    Identite.COURRIEL: "Demande venue de l’adresse électronique de son compte",
    Identite.DOCUMENT: "Document présenté, sans copie gardée",
}
