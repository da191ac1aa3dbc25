"""A bilan: on what, of which kind, and for whom it is written (domaine 02 § 4)."""

from enum import StrEnum


class Perimetre(StrEnum):
    LOT = "lot"
    MARCHE = "marche"
    OPERATION = "operation"
    ACHETEUR = "acheteur"
    STRUCTURE = "structure"
    EXECUTION = "execution"
    TERRITOIRE = "territoire"


LIBELLES_PERIMETRE: dict[Perimetre, str] = {
    Perimetre.LOT: "Lot",
    Perimetre.MARCHE: "Marché",
    Perimetre.OPERATION: "Opération",
    Perimetre.ACHETEUR: "Donneur d’ordre",
    Perimetre.STRUCTURE: "Service",
    Perimetre.EXECUTION: "Commune d’exécution",
    Perimetre.TERRITOIRE: "Commune de résidence",
}
# The ones that end: their last bilan is final.
FINISSABLES: frozenset[Perimetre] = frozenset({Perimetre.LOT, Perimetre.MARCHE, Perimetre.OPERATION})
# Hours are engaged by lots, never by where people live.
SANS_TAUX: frozenset[Perimetre] = frozenset({Perimetre.TERRITOIRE})


class TypeBilan(StrEnum):
    INTERMEDIAIRE = "intermediaire"
    ANNUEL = "annuel"
    FINAL = "final"


LIBELLES_BILAN: dict[TypeBilan, str] = {
    TypeBilan.INTERMEDIAIRE: "Bilan intermédiaire",
    TypeBilan.ANNUEL: "Bilan annuel",
    TypeBilan.FINAL: "Bilan final",
}


class Lecteur(StrEnum):
    """Whom a page or a file is for: the service reads all its cells; outside it, small ones are hidden."""

    SERVICE = "service"
    DIFFUSION = "diffusion"


LIBELLES_LECTEUR: dict[Lecteur, str] = {
    Lecteur.SERVICE: "Pour le service",
    Lecteur.DIFFUSION: "À transmettre",
}


class Unite(StrEnum):
    HEURES = "h"
    NOMBRE = ""
    PART = "%"
    ETP = "ETP"
