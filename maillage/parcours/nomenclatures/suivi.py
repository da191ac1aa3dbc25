"""Closed lists of the follow-up: themes of a contact, why somebody is to be seen. No health among the themes (R-54)."""

from enum import StrEnum


class Theme(StrEnum):
    PROJET = "projet"
    EMPLOI = "emploi"
    FORMATION = "formation"
    ETAPE = "etape"
    MOBILITE = "mobilite"
    LOGEMENT = "logement"
    BUDGET = "budget"
    GARDE = "garde"
    DROITS = "droits"
    NUMERIQUE = "numerique"
    LANGUE = "langue"


LIBELLES_THEME: dict[Theme, str] = {
    Theme.PROJET: "Projet",
    Theme.EMPLOI: "Emploi",
    Theme.FORMATION: "Formation",
    Theme.ETAPE: "Étape en cours",
    Theme.MOBILITE: "Mobilité",
    Theme.LOGEMENT: "Logement",
    Theme.BUDGET: "Budget",
    Theme.GARDE: "Garde d’enfants",
    Theme.DROITS: "Accès aux droits",
    Theme.NUMERIQUE: "Numérique",
    Theme.LANGUE: "Langue",
}


class Motif(StrEnum):
    """Why somebody is to be seen this week, from what cannot wait to what can."""

    RENDEZ_VOUS = "rendez_vous"
    A_RENSEIGNER = "a_renseigner"
    CONTACT_ROUGE = "contact_rouge"
    SUIVI_EMPLOI = "suivi_emploi"
    TITRE = "titre"
    CONTRAT = "contrat"
    TERME = "terme"
    CONTACT_ORANGE = "contact_orange"
    ETAPE = "etape"
    OBJECTIF = "objectif"
    FREQUENCE = "frequence"


LIBELLES_MOTIF: dict[Motif, str] = {
    Motif.RENDEZ_VOUS: "Rendez-vous cette semaine",
    Motif.A_RENSEIGNER: "Présence à renseigner",
    Motif.CONTACT_ROUGE: "Contact très en retard",
    Motif.SUIVI_EMPLOI: "Suivi en emploi à faire",
    Motif.TITRE: "Titre de séjour à renouveler",
    Motif.CONTRAT: "Contrat à signer",
    Motif.TERME: "Contrat arrivé à son terme",
    Motif.CONTACT_ORANGE: "Contact en retard",
    Motif.ETAPE: "Étape qui se termine",
    Motif.OBJECTIF: "Objectif à échéance",
    Motif.FREQUENCE: "Rendez-vous à prendre",
}
TONS_MOTIF: dict[Motif, str] = {
    Motif.RENDEZ_VOUS: "information",
    Motif.A_RENSEIGNER: "attention",
    Motif.CONTACT_ROUGE: "danger",
    Motif.SUIVI_EMPLOI: "danger",
    Motif.TITRE: "danger",
    Motif.CONTRAT: "attention",
    Motif.TERME: "attention",
    Motif.CONTACT_ORANGE: "attention",
    Motif.ETAPE: "information",
    Motif.OBJECTIF: "information",
    Motif.FREQUENCE: "neutre",
}
ICONES_MOTIF: dict[Motif, str] = {
    Motif.RENDEZ_VOUS: "calendar",
    Motif.A_RENSEIGNER: "circle-question-mark",
    Motif.CONTACT_ROUGE: "clock-alert",
    Motif.SUIVI_EMPLOI: "briefcase",
    Motif.TITRE: "id-card",
    Motif.CONTRAT: "file-pen-line",
    Motif.TERME: "calendar-x",
    Motif.CONTACT_ORANGE: "clock-alert",
    Motif.ETAPE: "flag",
    Motif.OBJECTIF: "target",
    Motif.FREQUENCE: "calendar-plus",
}


class MotifOuverture(StrEnum):
    """Why somebody opens a note that is not shared with them: a code, the only thing that the journal keeps."""

    REMPLACEMENT = "remplacement"
    PASSATION = "passation"
    DEMANDE = "demande"
    URGENCE = "urgence"
    RECLAMATION = "reclamation"


# A social note is the person's before it is the team's: neither a replacement nor a passation is enough to open it.
OUVRENT_UNE_NOTE_SOCIALE = frozenset({MotifOuverture.DEMANDE, MotifOuverture.URGENCE, MotifOuverture.RECLAMATION})

LIBELLES_OUVERTURE: dict[MotifOuverture, str] = {
    MotifOuverture.REMPLACEMENT: "Je remplace le référent",
    MotifOuverture.PASSATION: "Je prépare une passation ou une commission",
    MotifOuverture.DEMANDE: "La personne demande à lire ce qui est écrit d’elle",
    MotifOuverture.URGENCE: "La situation ne peut pas attendre le retour du référent",
    MotifOuverture.RECLAMATION: "Je traite une réclamation",
}
