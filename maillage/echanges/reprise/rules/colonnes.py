"""A column of a model: its heading, what it says, how its cells are read. And the plan by which a file is read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from maillage.echanges.reprise.nomenclatures import Gravite
from maillage.echanges.reprise.rules.cellules import CelluleRefusee, Lire, check_valeur, write_cellule
from maillage.socle.typographie import fold

MONTRE_MAX = 80
CONNUS_MAX, CONNUS_MAX_TEXTE = 32_768, 2048  # texts of a column whose reading is remembered: ninety years of days
VIDE: Any = object()
TOTAL = "Cette ligne est un total, pas un dossier : retirez-la du fichier."
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


PEU_VARIES = frozenset({Genre.CODE, Genre.DATE, Genre.ENTIER, Genre.NIVEAU})
Ligne = tuple[int, Sequence[Any]]  # its number in the file, its cells


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
    """The model of one kind of file (`nature`: of the import that reads it).

    `verifier(valeurs, today)`: what is wrong between cells, as (column, message).
    """

    nature: Any
    presentation: str
    colonnes: tuple[Colonne, ...]
    verifier: Verifier

    def get(self, code: str) -> Colonne:
        return next(c for c in self.colonnes if c.code == code)

    @property
    def obligatoires(self) -> tuple[Colonne, ...]:
        return tuple(c for c in self.colonnes if c.obligatoire)


class Lecture:
    """Reads the cells of one column. What a text was read as is remembered, unless every row says something new."""

    def __init__(self, colonne: Colonne, place: int) -> None:
        self.colonne, self.place = colonne, place
        self.connus: dict[Any, Any] = {} if colonne.obligatoire else {"": VIDE}
        self.plafond = CONNUS_MAX if colonne.genre in PEU_VARIES else CONNUS_MAX_TEXTE

    def read(self, cellules: Sequence[Any]) -> tuple[list[Any], list[tuple[int, Any, str]]]:
        """The values, `VIDE` for what is empty or wrong; what is wrong, as (rank, cell, what to do)."""
        values = list(map(self.connus.get, cellules))
        refusees = []
        if None in values:
            for rang, cellule in enumerate(cellules):
                if values[rang] is not None:
                    continue
                try:
                    values[rang] = self._read(cellule)
                except CelluleRefusee as refus:
                    values[rang] = VIDE
                    refusees.append((rang, cellule, str(refus)))
        return values, refusees

    def _read(self, cellule: Any) -> Any:
        if is_blanche(cellule):
            if self.colonne.obligatoire:
                raise CelluleRefusee("La cellule est vide et doit être remplie.")
            return VIDE
        check_valeur(cellule)
        value = self.colonne.lire(cellule)
        if len(self.connus) < self.plafond and cellule.__class__ is str:
            self.connus[cellule] = value
        return value


class Plan:
    """A model laid over the columns of one file: reads its rows, some hundreds at a time, a column after the other."""

    def __init__(self, gabarit: Gabarit, places: Mapping[str, int], today: date) -> None:
        self.gabarit = gabarit
        self.today = today
        self.codes = [c.code for c in gabarit.colonnes if c.code in places]
        self.lectures = [Lecture(c, places[c.code]) for c in gabarit.colonnes if c.code in places]
        self.place_identifiant = places.get("identifiant", 0)
        self.largeur = max(places.values(), default=0) + 1

    def read(self, lignes: Sequence[Ligne]) -> list[tuple[dict[str, Any], list[Anomalie]]]:
        """What each row says, and everything that is wrong in it. Empty cells that may be empty are not in the values."""
        rows = [
            [*cells, *[""] * (self.largeur - len(cells))] if len(cells) < self.largeur else cells for _, cells in lignes
        ]
        fautes: dict[int, list[Anomalie]] = {}
        lues = []
        colonnes = list(zip(*rows, strict=False))
        for lecture in self.lectures if rows else ():
            values, refusees = lecture.read(colonnes[lecture.place])
            lues.append(values)
            for rang, cellule, message in refusees:
                fautes.setdefault(rang, []).append(self.tell(lignes[rang][0], lecture.colonne.code, cellule, message))
        # Back to rows, without what is empty.
        return [
            self._close(ligne, cells, {c: v for c, v in zip(self.codes, values, strict=True) if v is not VIDE}, fautes.get(rang, []))
            for rang, ((ligne, cells), values) in enumerate(zip(lignes, zip(*lues, strict=True), strict=True))
        ]  # fmt: skip

    def _close(
        self, ligne: int, cellules: Sequence[Any], valeurs: dict[str, Any], anomalies: list[Anomalie]
    ) -> tuple[dict[str, Any], list[Anomalie]]:
        """What is wrong between the cells of a row; a row of totals is told once."""
        if not anomalies:
            for code, message in self.gabarit.verifier(valeurs, self.today):
                anomalies.append(self.tell(ligne, code, valeurs.get(code, ""), message))
        elif total := find_total(cellules):
            anomalies[:] = [Anomalie(ligne, "", total[:MONTRE_MAX], TOTAL)]
        return valeurs, anomalies

    def is_exemple(self, cellules: Sequence[Any]) -> bool:
        place = self.place_identifiant
        return place < len(cellules) and str(cellules[place]).startswith(EXEMPLE)

    def tell(self, ligne: int, code: str, cellule: Any, message: str, gravite: Gravite = Gravite.ERREUR) -> Anomalie:
        """A Sécurité sociale number is not repeated where it would be read."""
        shown = "(numéro masqué)" if "Sécurité sociale" in message else write_cellule(cellule)[:MONTRE_MAX]
        return Anomalie(ligne, self.gabarit.get(code).libelle, shown, message, gravite)


def is_blanche(cellule: Any) -> bool:
    return cellule is None or cellule == "" or (cellule.__class__ is str and cellule.isspace())


def is_vide(cellules: Sequence[Any]) -> bool:
    return not any(cellules) or all(map(is_blanche, cellules))


def find_total(cellules: Sequence[Any]) -> str:
    """How a row of totals calls itself, in the first of its cells that is filled; empty for any other row."""
    texte = write_cellule(next((cellule for cellule in cellules if not is_blanche(cellule)), ""))
    return texte if fold(texte).removeprefix("sous ").startswith(("total", "totaux")) else ""


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


def name_entetes(entetes: Sequence[Any]) -> list[str]:
    """How headings are shown; one that is missing, or that several columns share, is told by its place, as spreadsheets do."""
    textes = [write_cellule(entete).strip()[:MONTRE_MAX] for entete in entetes]
    return [
        texte if textes.count(texte) == 1 and texte else
        f"{texte} (colonne {write_lettres(rang)})" if texte else f"colonne {write_lettres(rang)} (sans titre)"
        for rang, texte in enumerate(textes)
    ]  # fmt: skip


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
