"""Dated parameters: what changes with time (durations, thresholds) is data with a start date and a source.

A reform adds a line, it does not edit the past. « à confirmer » marks what no text read by the project settles.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Valeur:
    du: date
    valeur: int
    source: str
    is_a_confirmer: bool = False


@dataclass(frozen=True, slots=True)
class Parametre:
    """`valeurs` in the order of their dates; the first holds since ever."""

    code: str
    libelle: str
    unite: str
    valeurs: tuple[Valeur, ...]

    def get(self, *, on: date) -> Valeur:
        """The line in force on a day: the last one that has begun."""
        begun = [valeur for valeur in self.valeurs if valeur.du <= on]
        return begun[-1] if begun else self.valeurs[0]


ORIGINE = date(2014, 1, 1)


def fixe(code: str, libelle: str, unite: str, valeur: int, source: str, *, a_confirmer: bool = False) -> Parametre:
    """A parameter that has had a single value so far."""
    return Parametre(code, libelle, unite, (Valeur(ORIGINE, valeur, source, a_confirmer),))
