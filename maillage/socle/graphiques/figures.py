"""A picture and all that is said beside it: one value, rendered the same in the page, the PDF and the download."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from maillage.socle.graphiques.aides import ETROITE
from maillage.socle.graphiques.moteur import VERSION, Dessin


class FigureIncomplete(Exception):
    """A picture without its title, description, source or table."""


@dataclass(frozen=True)
class Figure:
    """`titre` is the one thing the picture says; `description` tells it to who does not see it.

    `spec` draws it: a `partial` over plain values, so that a picture already drawn is found again by its content.
    `colonnes` and `lignes` are the companion table; `base` is what the figures are counted on.
    `publique`: says nothing that a visitor without account may not read.
    """

    titre: str
    description: str
    spec: "partial[Dessin]"
    colonnes: Sequence[str]
    lignes: Sequence[Sequence[Any]]
    source: str
    base: str = ""
    note: str = ""
    publique: bool = False

    def __post_init__(self) -> None:
        missing = [name for name in ("titre", "description", "source", "colonnes") if not getattr(self, name)]
        if missing:
            raise FigureIncomplete(f"Il manque à cette figure : {', '.join(missing)}.")
        if any(len(ligne) != len(self.colonnes) for ligne in self.lignes):
            raise FigureIncomplete(f"Le tableau de « {self.titre} » n’a pas {len(self.colonnes)} colonnes partout.")

    def draw(self, *, etroite: bool = False) -> Dessin:
        """Every picture has a second drawing for narrow places, whose letters keep their size."""
        return self.spec(largeur=ETROITE) if etroite else self.spec()

    def describe(self) -> dict[str, str]:
        """What is written around the picture."""
        return {"titre": self.titre, "description": self.description, "base": self.base, "note": self.note,
                "source": self.source}  # fmt: skip

    @cached_property
    def empreinte(self) -> str:
        """SHA-256 of everything the drawing depends on."""
        drawer: Callable[..., Dessin] = self.spec.func
        told = (VERSION, self.titre, self.description, self.base, self.note, self.source, self.publique, drawer.__module__, drawer.__qualname__,
                self.spec.args, sorted(self.spec.keywords.items()))  # fmt: skip
        return hashlib.sha256(repr(told).encode()).hexdigest()
