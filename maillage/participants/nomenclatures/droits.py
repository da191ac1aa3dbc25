"""What a person may agree to, and how they are told (domaine 05 § 6). Each agreement is separate and revocable."""

from enum import StrEnum


class Accord(StrEnum):
    """R-42. What is not here rests on the public mission, not on consent."""

    PROFIL_ENTREPRISE = "profil_entreprise"
    MESSAGES = "messages"
    TEMOIGNAGE = "temoignage"
    ENQUETE = "enquete"
    CONTACT_EMPLOYEUR = "contact_employeur"
    TRANSFERT = "transfert"


LIBELLES_ACCORD: dict[Accord, str] = {
    Accord.PROFIL_ENTREPRISE: "Partager mon profil avec une entreprise",
    Accord.MESSAGES: "Recevoir des SMS ou des courriels en dehors de l’accompagnement",
    Accord.TEMOIGNAGE: "Utiliser mon témoignage ou ma photo",
    Accord.ENQUETE: "Me recontacter pour une enquête après la fin",
    Accord.CONTACT_EMPLOYEUR: "Contacter mon employeur pendant les six premiers mois",
    Accord.TRANSFERT: "Transmettre mon dossier à un autre PLIE",
}


class Support(StrEnum):
    PAPIER = "papier"
    ECRAN = "ecran"
    ORAL = "oral"
    LIEN = "lien"


LIBELLES_SUPPORT: dict[Support, str] = {
    Support.PAPIER: "Papier signé",
    Support.ECRAN: "À l’écran, en sa présence",
    Support.ORAL: "À l’oral",
    Support.LIEN: "Par le lien reçu",
}
