"""Why what was recorded for a day is recorded again: a closed list, so that nothing about the person slips in."""

from enum import StrEnum


class Correction(StrEnum):
    SAISIE = "saisie"
    PIECE = "piece"
    PERSONNE = "personne"
    PARTENAIRE = "partenaire"


LIBELLES_CORRECTION: dict[Correction, str] = {
    Correction.SAISIE: "Erreur de saisie",
    Correction.PIECE: "Une pièce reçue depuis dit autre chose",
    Correction.PERSONNE: "La personne l’a précisé",
    Correction.PARTENAIRE: "Un partenaire l’a précisé",
}
