"""What is told to bidders, and where the texts of a clause go in the documents of a market."""

from enum import StrEnum


class MoyenInformation(StrEnum):
    REUNION = "reunion"
    VISITE = "visite"
    COURRIEL = "courriel"
    PLATEFORME = "plateforme"
    TELEPHONE = "telephone"


LIBELLES_MOYEN: dict[MoyenInformation, str] = {
    MoyenInformation.REUNION: "Réunion d’information",
    MoyenInformation.VISITE: "Visite du site",
    MoyenInformation.COURRIEL: "Courriel",
    MoyenInformation.PLATEFORME: "Plateforme de l’acheteur",
    MoyenInformation.TELEPHONE: "Téléphone",
}
