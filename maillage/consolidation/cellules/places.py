"""What a printed number counts: of which population, at which end, in which category. Each catalogue says it of its own.

Two figures that count the same have one place, whatever they are called: what is hidden of one is hidden of the other.
A figure that has no place is not controlled, and so is not published.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from maillage.indicateurs.cellules import Cellule

CONNU, INCONNUS = "connu", "inconnu"
OUI, NON = "oui", "non"


class PlaceInconnue(KeyError):
    """Nobody said what this figure counts."""


class Place(NamedTuple):
    """`issue`: how the parcours ended, for exits; `axe`, `modalite`: by what, and which; `CONNU`: all those who answered."""

    racine: str
    issue: str = ""
    axe: str = ""
    modalite: str = ""


# Every number that printing a cell lets out, zeros that are nobody's included; raises `PlaceInconnue`.
ListNombres = Callable[[Cellule], Iterator[tuple[Place, int]]]
