"""A list declared as data: its columns, its filters, its order. The page, the exports and the definitions read it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from maillage.socle.classement import Categorie
from maillage.socle.typographie import MANQUANT


class Genre(StrEnum):
    TEXTE = "texte"
    NOMBRE = "nombre"
    DATE = "date"
    INSTANT = "instant"
    OUI_NON = "oui_non"
    ADRESSE = "adresse"  # of a page of this site: files write it whole


class Saisie(StrEnum):
    CHOIX = "choix"
    TEXTE = "texte"
    DATE = "date"


@dataclass(frozen=True)
class Colonne:
    """`code` is its name in addresses and CSV files. `tri`: the ORM fields it sorts by, none when it does not.

    `lien`: where the cell leads. `categorie`: that of the data it shows; sensitive ones stay out of nominative exports.
    `champs`: the ORM fields all this reads; when every column says its own, only those of the shown ones are read.
    On screen, `precision` is said discreetly after the value, `manquant` in its place, or `absence` when the row says why it has
    none; `classe` and `icone` dress it.
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
    champs: tuple[str, ...] = ()
    precision: Callable[[Any], str] | None = None
    manquant: str = MANQUANT
    absence: Callable[[Any], str] | None = None
    classe: Callable[[Any], str] | None = None
    icone: Callable[[Any], str] | None = None


Choix = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Filtre:
    """`appliquer(rows, value)` narrows the rows; the value is one of `choix`, a cleaned text or a date.

    `is_perimetre`: it says of what the list is made rather than narrows it, hence always applies, `None` by default.
    """

    code: str
    libelle: str
    appliquer: Callable[[Any, Any], QuerySet[Any]]
    saisie: Saisie = Saisie.CHOIX
    choix: Choix | Callable[[], Choix] = ()
    tous: str = "Tous"
    is_perimetre: bool = False

    def list_choix(self) -> Choix:
        return self.choix() if callable(self.choix) else self.choix


@dataclass(frozen=True)
class Action:
    """What may be done with a row: « Changer », and for who does not see the row, « l’habilitation de Claire »."""

    libelle: str
    cible: str
    adresse: str


class TableauMalDeclare(Exception):
    """Two columns or filters of one name, a default that does not exist, a name the address already uses."""


RESERVES = frozenset({"tri", "page", "par", "col", "motif", "pour", "avant"})


@dataclass(frozen=True)
class Tableau:
    """`singulier`/`pluriel`: what a row is. `vide`: what will fill the list, shown when there is nothing at all.
    `conseil` and `secours` (a link): what to do when the filters leave nothing. `suites`: other pages of the same rows.

    `is_chronique`: newest first, without sort nor total (`chronique`); it has no `tri`.
    `exporte_tout`: the files have every column unless some were chosen.
    `champs`: when the columns declare theirs, the fields that what may be done with a row reads besides.
    `nominatif`: rows are people; an export then asks for a reason and is written in the journal of accesses (R-15).
    """

    code: str
    titre: str
    singulier: str
    colonnes: tuple[Colonne, ...]
    tri: str = ""
    pluriel: str = ""
    filtres: tuple[Filtre, ...] = ()
    tailles: tuple[int, ...] = (25, 50, 100)
    vide: str = ""
    conseil: str = ""
    secours: tuple[str, str] | None = None
    suites: tuple[tuple[str, str], ...] = ()
    source: str = ""
    champs: tuple[str, ...] = ()
    nominatif: bool = False
    exporte_tout: bool = False
    is_chronique: bool = False
    formats: tuple[str, ...] = field(default=("xlsx", "ods", "csv"))

    def __post_init__(self) -> None:
        codes = [colonne.code for colonne in self.colonnes]
        names = [filtre.code for filtre in self.filtres]
        if len(set(codes)) != len(codes) or len(set(names)) != len(names) or RESERVES & set(names):
            raise TableauMalDeclare(f"« {self.code} » : un nom de colonne ou de filtre est pris deux fois.")
        if self.is_chronique:
            if self.tri or self.triables:
                raise TableauMalDeclare(f"« {self.code} » : une chronique ne se trie pas.")
        elif self.get_colonne(self.tri.removeprefix("-")) is None:
            raise TableauMalDeclare(f"« {self.code} » : le tri « {self.tri} » n’est pas une de ses colonnes.")

    def get_colonne(self, code: str) -> Colonne | None:
        return next((colonne for colonne in self.colonnes if colonne.code == code), None)

    @property
    def triables(self) -> dict[str, Colonne]:
        return {colonne.code: colonne for colonne in self.colonnes if colonne.tri}

    @property
    def visibles(self) -> tuple[str, ...]:
        return tuple(colonne.code for colonne in self.colonnes if colonne.is_visible)

    @property
    def is_en_champs(self) -> bool:
        """Rows are read as named tuples of the fields that the columns declare."""
        return all(colonne.champs for colonne in self.colonnes)
