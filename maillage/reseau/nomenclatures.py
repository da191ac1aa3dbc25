"""Closed lists of the network."""

from enum import StrEnum


class TypeDispositif(StrEnum):
    PLIE = "plie"
    MDE = "mde"
    CLAUSE = "clause"
    OI = "oi"
    TETE = "tete"


LIBELLES: dict[TypeDispositif, str] = {
    TypeDispositif.PLIE: "Plan local pour l’insertion et l’emploi",
    TypeDispositif.MDE: "Maison de l’emploi",
    TypeDispositif.CLAUSE: "Service de la clause sociale",
    TypeDispositif.OI: "Organisme intermédiaire",
    TypeDispositif.TETE: "Tête de réseau",
}
