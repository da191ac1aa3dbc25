"""Closed lists of the deposits."""

from dataclasses import dataclass
from enum import StrEnum


class Origine(StrEnum):
    INSTALLATION = "installation"
    REGULIER = "regulier"
    FICHIER = "fichier"
    API = "api"
    COMMANDE = "commande"
    AGREGE = "agrege"


LIBELLES_ORIGINE: dict[Origine, str] = {
    Origine.INSTALLATION: "compté dans Maillage",
    Origine.REGULIER: "compté dans Maillage, la nuit",
    Origine.FICHIER: "fichier d’une autre installation",
    Origine.API: "envoi d’une autre installation",
    Origine.COMMANDE: "commande d’exploitation",
    Origine.AGREGE: "totaux déclarés au réseau",
}


class EtatDepot(StrEnum):
    A_EXPLIQUER = "a_expliquer"
    EN_VIGUEUR = "en_vigueur"
    REMPLACE = "remplace"
    RETIRE = "retire"


LIBELLES_ETAT: dict[EtatDepot, str] = {
    EtatDepot.A_EXPLIQUER: "à expliquer",
    EtatDepot.EN_VIGUEUR: "déposé",
    EtatDepot.REMPLACE: "remplacé",
    EtatDepot.RETIRE: "retiré",
}
LIBELLES_VERSION: dict[EtatDepot, str] = {
    etat: libelle if etat is EtatDepot.A_EXPLIQUER else f"{libelle}e" for etat, libelle in LIBELLES_ETAT.items()
}
VIVANTS = (EtatDepot.EN_VIGUEUR, EtatDepot.A_EXPLIQUER)  # what counts, and what waits to count


class EtatCampagne(StrEnum):
    A_VENIR = "a_venir"
    OUVERTE = "ouverte"
    CLOSE = "close"


LIBELLES_CAMPAGNE: dict[EtatCampagne, str] = {
    EtatCampagne.A_VENIR: "à venir",
    EtatCampagne.OUVERTE: "ouverte",
    EtatCampagne.CLOSE: "close",
}


class Consolide(StrEnum):
    """What is consolidated: one catalogue of measures, one kind of dispositif."""

    PLIE = "plie"
    CLAUSE = "clause"


LIBELLES_CONSOLIDE: dict[Consolide, str] = {
    Consolide.PLIE: "Consolidation des PLIE",
    Consolide.CLAUSE: "Consolidation de la clause sociale",
}


@dataclass(frozen=True, slots=True)
class Mots:
    """What those who deposit are called, and what is counted of theirs: a service of the clause has no parcours."""

    un: str
    plusieurs: str
    dossiers: str


MOTS: dict[Consolide, Mots] = {
    Consolide.PLIE: Mots("dispositif", "dispositifs", "vos dossiers"),
    Consolide.CLAUSE: Mots("service", "services", "vos heures, vos contrats et vos lots"),
}
