"""What a file of zonings holds, and what can be wrong in it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

OBLIGATOIRES = ("type", "code", "libelle", "millesime", "du", "source", "commune")
COLONNES = ("type", "code", "libelle", "millesime", "du", "au", "source", "commune", "part")


@dataclass(frozen=True, slots=True)
class Erreur:
    """Line 0 concerns the file. `message` says what is wrong and what to do."""

    ligne: int
    colonne: str
    valeur: str
    message: str


Cle = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class ZonageLu:
    """One zone as the file tells it; `lignes`: where each commune was read."""

    type: str
    code: str
    libelle: str
    millesime: int
    du: date
    au: date | None
    source: str
    ligne: int
    communes: dict[str, Decimal | None] = field(default_factory=dict)
    lignes: dict[str, int] = field(default_factory=dict)

    @property
    def cle(self) -> Cle:
        return self.type, self.code, self.millesime


@dataclass(frozen=True, slots=True)
class Lecture:
    """What a file says. With a single error nothing of it is imported."""

    zonages: list[ZonageLu]
    erreurs: list[Erreur]
    remarques: list[str] = field(default_factory=list)

    @property
    def codes_communes(self) -> set[str]:
        return {code for zonage in self.zonages for code in zonage.communes}


@dataclass(frozen=True, slots=True)
class Connu:
    """A zone already in the base."""

    type: str
    code: str
    millesime: int
    du: date
    au: date | None
