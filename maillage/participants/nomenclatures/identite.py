"""Closed lists about who a person is and how to reach them (domaine 01 § 5.1 to 5.3)."""

from enum import StrEnum


class Reponse(StrEnum):
    """R-43: what is asked may be answered, declined, or not asked yet (no value at all). Not knowing is not « no »."""

    OUI = "oui"
    NON = "non"
    NE_SAIT_PAS = "nsp"
    REFUS = "refus"


LIBELLES_REPONSE: dict[Reponse, str] = {
    Reponse.OUI: "Oui",
    Reponse.NON: "Non",
    Reponse.NE_SAIT_PAS: "Ne sait pas",
    Reponse.REFUS: "Ne souhaite pas répondre",
}


class Sexe(StrEnum):
    FEMME = "f"
    HOMME = "h"
    NON_RENSEIGNE = "nr"


LIBELLES_SEXE: dict[Sexe, str] = {Sexe.FEMME: "Femme", Sexe.HOMME: "Homme", Sexe.NON_RENSEIGNE: "Non renseigné"}


class Civilite(StrEnum):
    MADAME = "mme"
    MONSIEUR = "m"


LIBELLES_CIVILITE: dict[Civilite, str] = {Civilite.MADAME: "Madame", Civilite.MONSIEUR: "Monsieur"}


class Nationalite(StrEnum):
    """R-04: the category, never the country."""

    FRANCAISE = "francaise"
    UE = "ue"
    HORS_UE = "hors_ue"
    REFUS = "refus"


LIBELLES_NATIONALITE: dict[Nationalite, str] = {
    Nationalite.FRANCAISE: "Française",
    Nationalite.UE: "Union européenne",
    Nationalite.HORS_UE: "Hors Union européenne",
    Nationalite.REFUS: "Ne souhaite pas répondre",
}


class TypeTitre(StrEnum):
    """What a residence permit is, coarsely: enough to know how it is renewed; no copy is kept (R-04)."""

    VISA = "visa"
    RECEPISSE = "recepisse"
    CARTE = "carte"
    RESIDENT = "resident"
    AUTRE = "autre"


LIBELLES_TITRE: dict[TypeTitre, str] = {
    TypeTitre.VISA: "Visa de long séjour valant titre",
    TypeTitre.RECEPISSE: "Récépissé, attestation de demande ou de prolongation",
    TypeTitre.CARTE: "Carte de séjour temporaire ou pluriannuelle",
    TypeTitre.RESIDENT: "Carte de résident",
    TypeTitre.AUTRE: "Autre",
}


class Canal(StrEnum):
    TELEPHONE = "telephone"
    SMS = "sms"
    COURRIEL = "courriel"
    COURRIER = "courrier"


LIBELLES_CANAL: dict[Canal, str] = {
    Canal.TELEPHONE: "Téléphone",
    Canal.SMS: "SMS",
    Canal.COURRIEL: "Courriel",
    Canal.COURRIER: "Courrier",
}


class TypeAdresse(StrEnum):
    DOMICILE = "domicile"
    CHEZ_TIERS = "chez_tiers"
    DOMICILIATION = "domiciliation"
    FOYER = "foyer"
    AUTRE = "autre"


LIBELLES_ADRESSE: dict[TypeAdresse, str] = {
    TypeAdresse.DOMICILE: "Domicile",
    TypeAdresse.CHEZ_TIERS: "Hébergement chez un tiers",
    TypeAdresse.DOMICILIATION: "Domiciliation (CCAS, association)",
    TypeAdresse.FOYER: "Foyer",
    TypeAdresse.AUTRE: "Autre",
}


class Qpv(StrEnum):
    """Whether the address was in a QPV on the day it began: kept as it was then."""

    OUI = "oui"
    NON = "non"
    INDETERMINE = "indetermine"


LIBELLES_QPV: dict[Qpv, str] = {Qpv.OUI: "Oui", Qpv.NON: "Non", Qpv.INDETERMINE: "Indéterminé"}


class MethodeQpv(StrEnum):
    GEOCODAGE = "geocodage"
    SAISIE = "saisie"
    ATTESTATION = "attestation"
    COMMUNE = "commune"  # the commune has no QPV at all: no address of it can be in one


LIBELLES_METHODE_QPV: dict[MethodeQpv, str] = {
    MethodeQpv.GEOCODAGE: "Géocodage de l’adresse",
    MethodeQpv.SAISIE: "Saisie",
    MethodeQpv.ATTESTATION: "Attestation",
    MethodeQpv.COMMUNE: "Commune sans quartier prioritaire",
}
