"""What becomes of a contract of the clause that is already an étape, told to the PLIE: two dates, no reason."""

from enum import StrEnum


class NatureSuite(StrEnum):
    FIN = "fin"
    ECHEANCE = "echeance"


LIBELLES_NATURE_SUITE: dict[NatureSuite, str] = {
    NatureSuite.FIN: "Fin du contrat",
    NatureSuite.ECHEANCE: "Nouvelle fin prévue",
}


class StatutSuite(StrEnum):
    ATTENTE = "attente"
    REPORTEE = "reportee"
    GARDEE = "gardee"
    REMPLACEE = "remplacee"


LIBELLES_STATUT_SUITE: dict[StatutSuite, str] = {
    StatutSuite.ATTENTE: "À reporter",
    StatutSuite.REPORTEE: "Reportée dans le parcours",
    StatutSuite.GARDEE: "Parcours gardé tel quel",
    StatutSuite.REMPLACEE: "Remplacée par une suivante",
}
