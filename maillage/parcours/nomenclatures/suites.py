"""What is said and done around an exit: reminders, answers to a follow-up, what is passed on (domaine 01 § 10 to 12)."""

from enum import StrEnum


class CanalRelance(StrEnum):
    TELEPHONE = "telephone"
    SMS = "sms"
    COURRIEL = "courriel"
    COURRIER = "courrier"
    VISITE = "visite"
    PARTENAIRE = "partenaire"


LIBELLES_CANAL_RELANCE: dict[CanalRelance, str] = {
    CanalRelance.TELEPHONE: "Appel",
    CanalRelance.SMS: "SMS",
    CanalRelance.COURRIEL: "Courriel",
    CanalRelance.COURRIER: "Courrier",
    CanalRelance.VISITE: "Visite",
    CanalRelance.PARTENAIRE: "Par un partenaire",
}


class Reponse(StrEnum):
    """What is answered to « toujours dans cet emploi ? » at a follow-up."""

    OUI = "oui"
    NON = "non"


LIBELLES_TOUJOURS: dict[Reponse, str] = {Reponse.OUI: "Oui", Reponse.NON: "Non, le contrat est fini"}


class Origine(StrEnum):
    REFERENT = "referent"
    PERSONNE = "personne"


LIBELLES_ORIGINE: dict[Origine, str] = {
    Origine.REFERENT: "noté par le PLIE",
    Origine.PERSONNE: "répondu par la personne",
}


class Transmis(StrEnum):
    """What the person agrees to pass on to another PLIE, besides their identity."""

    COORDONNEES = "coordonnees"
    ADRESSE = "adresse"
    FORMATION = "formation"
    INSCRIPTION = "inscription"


LIBELLES_TRANSMIS: dict[Transmis, str] = {
    Transmis.COORDONNEES: "Téléphone et courriel",
    Transmis.ADRESSE: "Adresse",
    Transmis.FORMATION: "Niveau de formation",
    Transmis.INSCRIPTION: "Date d’inscription à France Travail",
}
