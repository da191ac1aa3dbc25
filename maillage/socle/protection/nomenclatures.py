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


class Report(StrEnum):
    COMPLEXE = "complexe"
    NOMBREUSES = "nombreuses"


# The only two grounds of art. 12.3; the sentence goes to the person.
REPORTS: dict[Report, str] = {
    Report.COMPLEXE: "La demande est complexe",
    Report.NOMBREUSES: "Les demandes reçues sont nombreuses",
}


class Masque(StrEnum):
    IDENTITE = "identite"
    VIE_PRIVEE = "vie_privee"
    PROFESSIONNEL = "professionnel"


# What limits the copy handed over (art. 15.4 RGPD: the rights and freedoms of others).
MASQUES: dict[Masque, str] = {
    Masque.IDENTITE: "Nomme une autre personne",
    Masque.VIE_PRIVEE: "Touche à la vie privée d’une autre personne",
    Masque.PROFESSIONNEL: "Relève du secret professionnel envers une autre personne",
}
