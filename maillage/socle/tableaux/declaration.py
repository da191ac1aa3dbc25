"""A list declared as data: its columns, its filters, its order. The page, the exports and the definitions read it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from maillage.socle.classement import Categorie


class Genre(StrEnum):
    TEXTE = "texte"
    NOMBRE = "nombre"
    DATE = "date"
    OUI_NON = "oui_non"


class Saisie(StrEnum):
    CHOIX = "choix"
    TEXTE = "texte"
    DATE = "date"


@dataclass(frozen=True)
class Colonne:
    """`code` is its name in addresses and CSV files. `tri`: the ORM fields it sorts by, none when it does not.

    `lien`: where the cell leads. `categorie`: that of the data it shows; sensitive ones stay out of nominative exports.
    """

    code: str
    libelle: str
    valeur: Callable[[Any], Any]
    genre: Genre = Genre.TEXTE
    definition: str = ""
    tri: tuple[str, ...] = ()
    lien: Callable[[Any], str] | None = None
    is_visible: bool = True
    categorie: Categorie | None = None


Choix = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Filtre:
    """`appliquer(rows, value)` narrows the rows; the value is one of `choix`, a cleaned text or a date."""

    code: str
    libelle: str
    appliquer: Callable[[Any, Any], QuerySet[Any]]
    saisie: Saisie = Saisie.CHOIX
    choix: Choix | Callable[[], Choix] = ()
    tous: str = "Tous"
    aide: str = ""

    def list_choix(self) -> Choix:
        return self.choix() if callable(self.choix) else self.choix


class TableauMalDeclare(Exception):
    """Two columns or filters of one name, a default that does not exist, a name the address already uses."""


RESERVES = frozenset({"tri", "page", "par", "col", "motif"})


@dataclass(frozen=True)
class Tableau:
    """`singulier`/`pluriel`: what a row is. `vide`: what will fill the list, shown when there is nothing at all.

    `nominatif`: rows are people; an export then asks for a reason and is written in the journal of accesses (R-15).
    """

    code: str
    titre: str
    singulier: str
    colonnes: tuple[Colonne, ...]
    tri: str
    pluriel: str = ""
    filtres: tuple[Filtre, ...] = ()
    tailles: tuple[int, ...] = (25, 50, 100)
    vide: str = ""
    source: str = ""
    nominatif: bool = False
    formats: tuple[str, ...] = field(default=("xlsx", "ods", "csv"))

    def __post_init__(self) -> None:
        codes = [colonne.code for colonne in self.colonnes]
        names = [filtre.code for filtre in self.filtres]
        if len(set(codes)) != len(codes) or len(set(names)) != len(names) or RESERVES & set(names):
            raise TableauMalDeclare(f"« {self.code} » : un nom de colonne ou de filtre est pris deux fois.")
        if self.get_colonne(self.tri.removeprefix("-")) is None:
            raise TableauMalDeclare(f"« {self.code} » : le tri « {self.tri} » n’est pas une de ses colonnes.")

    def get_colonne(self, code: str) -> Colonne | None:
        return next((colonne for colonne in self.colonnes if colonne.code == code), None)

    @property
    def triables(self) -> dict[str, Colonne]:
        return {colonne.code: colonne for colonne in self.colonnes if colonne.tri}

    @property
    def visibles(self) -> tuple[str, ...]:
        return tuple(colonne.code for colonne in self.colonnes if colonne.is_visible)
