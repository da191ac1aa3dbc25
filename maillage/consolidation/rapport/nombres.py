"""What a report may print: a number with the cells it comes from, or words declared elsewhere that bear numbers. Pure."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from maillage.indicateurs.cellules import Cle
from maillage.socle.typographie import lower_initiale, write_date, write_nombre

MASQUE, INCONNU, INCOMPLET = "masqué", "non renseigné", "non publié"
CHIFFRE = re.compile(r"\d")


class Role(StrEnum):
    """What is read of a cell. `DERIVE`: a sum or a share of several cells."""

    VALEUR = "valeur"
    EFFECTIF = "effectif"
    BASE = "base"
    NON_REPONSE = "non_reponse"
    DERIVE = "derive"


class Etat(StrEnum):
    """`INCOMPLET`: not every structure told it, so that it would not be the figure of all of them."""

    MONTRE = "montre"
    MASQUE = "masque"
    INCONNU = "inconnu"
    INCOMPLET = "incomplet"


TEXTES = {Etat.MASQUE: MASQUE, Etat.INCONNU: INCONNU, Etat.INCOMPLET: INCOMPLET}


class Origine(StrEnum):
    """Where words that bear numbers come from, when it is not a cell."""

    PARAMETRE = "parametre"
    DATE = "date"
    CATALOGUE = "catalogue"
    CITATION = "citation"
    ECHELLE = "echelle"


@dataclass(frozen=True, slots=True)
class Nombre:
    """As it is printed. Only a `Livre`, or what is worked out from its cases, makes one."""

    texte: str
    cles: tuple[Cle, ...]
    role: Role = Role.VALEUR
    etat: Etat = Etat.MONTRE
    valeur: Decimal | None = None

    @property
    def is_montre(self) -> bool:
        return self.etat is Etat.MONTRE


@dataclass(frozen=True, slots=True)
class Dit:
    """Words said elsewhere: a parameter, a date, a label of the catalogue, what somebody wrote."""

    texte: str
    origine: Origine
    cle: str


Segment = str | Nombre | Dit
Phrase = tuple[Segment, ...]


def say_libelle(texte: str, cle: str) -> Segment:
    """A label of the catalogue; declared as such when it bears a number (« Moins de 26 ans »)."""
    return Dit(texte, Origine.CATALOGUE, cle) if CHIFFRE.search(texte) else texte


def say_compte(nombre: int, cle: str) -> Dit:
    """How many of what is listed here, which no cell counts."""
    return Dit(write_nombre(nombre), Origine.PARAMETRE, cle)


def say_annee(millesime: int) -> Dit:
    return Dit(str(millesime), Origine.DATE, "millesime")


def say_date(jour: date, cle: str) -> Dit:
    return Dit(write_date(jour), Origine.DATE, cle)


def lower(libelle: Segment) -> Phrase:
    """A label in the middle of a sentence."""
    if isinstance(libelle, Nombre):
        return (libelle,)
    if isinstance(libelle, Dit):
        return (Dit(lower_initiale(libelle.texte), libelle.origine, libelle.cle),)
    return (lower_initiale(libelle),)


def read_texte(phrase: Phrase) -> str:
    return "".join(part if isinstance(part, str) else part.texte for part in phrase)


def name_cle(cle: Cle) -> str:
    """`code|version|période|niveau|territoire|ventilation|modalité`, as files and pages write it."""
    return "|".join(str(part) for part in cle)
