"""Closed lists of what a person looks for and has done (domaine 01 § 5.13)."""

from enum import StrEnum


class ContratAccepte(StrEnum):
    """What the person would sign; several at once."""

    CDI = "cdi"
    CDD = "cdd"
    INTERIM = "interim"
    INSERTION = "insertion"
    ALTERNANCE = "alternance"
    INDEPENDANT = "independant"


LIBELLES_CONTRAT_ACCEPTE: dict[ContratAccepte, str] = {
    ContratAccepte.CDI: "CDI",
    ContratAccepte.CDD: "CDD",
    ContratAccepte.INTERIM: "Intérim",
    ContratAccepte.INSERTION: "Contrat d’insertion (SIAE)",
    ContratAccepte.ALTERNANCE: "Alternance",
    ContratAccepte.INDEPENDANT: "À son compte",
}


class TempsAccepte(StrEnum):
    PLEIN = "plein"
    PARTIEL = "partiel"
    LES_DEUX = "les_deux"


LIBELLES_TEMPS: dict[TempsAccepte, str] = {
    TempsAccepte.PLEIN: "Temps plein",
    TempsAccepte.PARTIEL: "Temps partiel",
    TempsAccepte.LES_DEUX: "L’un ou l’autre",
}


class EtatCv(StrEnum):
    AUCUN = "aucun"
    A_REFAIRE = "a_refaire"
    A_JOUR = "a_jour"


LIBELLES_CV: dict[EtatCv, str] = {
    EtatCv.AUCUN: "Pas de CV",
    EtatCv.A_REFAIRE: "À refaire",
    EtatCv.A_JOUR: "À jour",
}

# From 0 to 4 (domaine 01 § 5.13): what stands between the person and a job, not a mark given to them.
PRET_EMPLOI: dict[int, str] = {
    0: "D’autres sujets passent avant",
    1: "Le projet se construit",
    2: "Le projet est clair, des étapes restent",
    3: "Presque : un ou deux points à régler",
    4: "Peut commencer tout de suite",
}


class NatureExperience(StrEnum):
    EMPLOI = "emploi"
    STAGE = "stage"
    FORMATION = "formation"
    BENEVOLAT = "benevolat"


LIBELLES_EXPERIENCE: dict[NatureExperience, str] = {
    NatureExperience.EMPLOI: "Emploi",
    NatureExperience.STAGE: "Stage ou immersion",
    NatureExperience.FORMATION: "Formation suivie",
    NatureExperience.BENEVOLAT: "Bénévolat, engagement",
}
