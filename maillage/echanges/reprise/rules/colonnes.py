"""A column of a model: its heading, what it says, how its cells are read. And the plan by which a file is read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from maillage.echanges.reprise.nomenclatures import Gravite, Nature
from maillage.echanges.reprise.rules.cellules import CelluleRefusee, Lire, fold, write_cellule

MONTRE_MAX = 80
CONNUS_MAX = 2048  # texts of a column whose reading is remembered
EXEMPLE = "EXEMPLE-"  # identifiers of the model's own row: never taken over


class Genre(Enum):
    """What the cell becomes, told to the person and to whoever keeps the value for a while."""

    TEXTE = "texte"
    CODE = "code de la liste"
    DATE = "date, 31/12/2025"
    INSTANT = "date et heure, 31/12/2025 14:30"
    ENTIER = "nombre entier"
    HEURES = "nombre d’heures"
    NIVEAU = "1 à 8, ou ancien niveau (VI à I)"


@dataclass(frozen=True, slots=True)
class Colonne:
    """`synonymes`: how other tools call it. `codes`: the closed list, shown in the notice."""

    code: str
    libelle: str
    sens: str
    lire: Lire
    genre: Genre = Genre.TEXTE
    obligatoire: bool = False
    exemple: Any = ""
    synonymes: tuple[str, ...] = ()
    codes: Mapping[Any, str] = field(default_factory=dict)


class Anomalie(NamedTuple):
    """One thing to mend, or to know. Line 0 is the whole file; `colonne` is the label of the model's column."""

    ligne: int
    colonne: str
    valeur: str
    message: str
    gravite: str = Gravite.ERREUR


Verifier = Callable[[Mapping[str, Any], date], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Gabarit:
    """The model of one kind of file. `verifier(valeurs, today)`: what is wrong between cells, as (column, message)."""

    nature: Nature
    presentation: str
    colonnes: tuple[Colonne, ...]
    verifier: Verifier

    def get(self, code: str) -> Colonne:
        return next(c for c in self.colonnes if c.code == code)

    @property
    def obligatoires(self) -> tuple[Colonne, ...]:
        return tuple(c for c in self.colonnes if c.obligatoire)


class Plan:
    """A model laid over the columns of one file: reads its rows, one after the other."""

    def __init__(self, gabarit: Gabarit, places: Mapping[str, int], today: date) -> None:
        self.gabarit = gabarit
        self.today = today
        # The last: what each text was read as, as long as the column does not say something new at every row.
        self.places: list[tuple[int, str, Lire, bool, dict[Any, Any]]] = [
            (places[c.code], c.code, c.lire, c.obligatoire, {}) for c in gabarit.colonnes if c.code in places
        ]
        self.place_identifiant = places.get("identifiant", 0)

    def read(self, ligne: int, cellules: Sequence[Any]) -> tuple[dict[str, Any], list[Anomalie]]:
        """What the row says, and everything that is wrong in it. Empty cells that may be empty are not in the values."""
        valeurs: dict[str, Any] = {}
        anomalies: list[Anomalie] = []
        largeur = len(cellules)
        for place, code, lire, obligatoire, connus in self.places:
            cellule = cellules[place] if place < largeur else ""
            if (known := connus.get(cellule)) is not None:
                valeurs[code] = known
                continue
            if cellule is None or cellule == "" or (cellule.__class__ is str and cellule.isspace()):
                if obligatoire:
                    anomalies.append(self.tell(ligne, code, "", "La cellule est vide et doit être remplie."))
                continue
            try:
                valeurs[code] = value = lire(cellule)
                if cellule.__class__ is str and len(connus) < CONNUS_MAX:
                    connus[cellule] = value
            except CelluleRefusee as refus:
                anomalies.append(self.tell(ligne, code, cellule, str(refus)))
        if not anomalies:
            for code, message in self.gabarit.verifier(valeurs, self.today):
                anomalies.append(self.tell(ligne, code, valeurs.get(code, ""), message))
        return valeurs, anomalies

    def is_exemple(self, cellules: Sequence[Any]) -> bool:
        place = self.place_identifiant
        return place < len(cellules) and str(cellules[place]).startswith(EXEMPLE)

    def tell(self, ligne: int, code: str, cellule: Any, message: str, gravite: Gravite = Gravite.ERREUR) -> Anomalie:
        """A Sécurité sociale number is not repeated where it would be read."""
        shown = "(numéro masqué)" if "Sécurité sociale" in message else write_cellule(cellule)[:MONTRE_MAX]
        return Anomalie(ligne, self.gabarit.get(code).libelle, shown, message, gravite)


def is_vide(cellules: Sequence[Any]) -> bool:
    return not any(cellule is not None and str(cellule).strip() for cellule in cellules)


def dump(valeurs: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON can keep it for the time of an import."""
    return {code: _dump(value) for code, value in valeurs.items()}


def _dump(value: Any) -> Any:
    if isinstance(value, date):  # and datetime
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def load(gabarit: Gabarit, kept: Mapping[str, Any]) -> dict[str, Any]:
    """What `dump` kept, as it was read."""
    genres = {c.code: c.genre for c in gabarit.colonnes}
    return {code: _load(genres.get(code), value) for code, value in kept.items()}


def _load(genre: Genre | None, value: Any) -> Any:
    if genre is Genre.DATE:
        return date.fromisoformat(value)
    if genre is Genre.INSTANT:
        return datetime.fromisoformat(value)
    if genre is Genre.HEURES:
        return Decimal(value)
    return tuple(value) if genre is Genre.NIVEAU else value


def name_entete(entete: Any, rang: int) -> str:
    """How a heading is shown; a nameless column is called by its place, as spreadsheets do."""
    texte = write_cellule(entete).strip()[:MONTRE_MAX]
    return texte or f"colonne {write_lettres(rang)} (sans titre)"


def write_lettres(rang: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    lettres = ""
    rang += 1
    while rang:
        rang, reste = divmod(rang - 1, 26)
        lettres = chr(65 + reste) + lettres
    return lettres


def fold_entete(entete: Any) -> str:
    return fold(write_cellule(entete))
