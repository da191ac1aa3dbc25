"""Codes kept in the journals when a second factor is reset, and how they read."""

from enum import StrEnum


class MotifPerte(StrEnum):
    """Why the person can no longer give their second factor."""

    APPAREIL_PERDU = "appareil_perdu"
    APPAREIL_CHANGE = "appareil_change"
    APPAREIL_EN_PANNE = "appareil_en_panne"
    COMPROMIS = "compromis"


class Reconnaissance(StrEnum):
    """How whoever resets knows that it is this person who asks."""

    EN_FACE = "en_face"
    VISIO = "visio"
    RAPPEL = "rappel"


MOTIFS_PERTE: dict[MotifPerte, str] = {
    MotifPerte.APPAREIL_PERDU: "Téléphone ou clé perdus ou volés",
    MotifPerte.APPAREIL_CHANGE: "Changement de téléphone, sans codes de secours",
    MotifPerte.APPAREIL_EN_PANNE: "Téléphone ou clé en panne",
    MotifPerte.COMPROMIS: "Quelqu’un d’autre a pu s’en servir",
}
RECONNAISSANCES: dict[Reconnaissance, str] = {
    Reconnaissance.EN_FACE: "Elle est devant moi",
    Reconnaissance.VISIO: "Je la vois en visioconférence",
    Reconnaissance.RAPPEL: "Je l’ai rappelée à un numéro que je connaissais déjà",
}
