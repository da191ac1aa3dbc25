"""The published figures: what was printed, by whom, on which base, and where the sources disagree.

Read from `donnees/`, each line with its citation; a template never types a figure.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from maillage.socle.typographie import MOIS, write_nombre


@dataclass(frozen=True, slots=True)
class Document:
    code: str
    titre: str
    auteur: str
    date: str

    @property
    def citation(self) -> str:
        return f"{self.auteur}, {self.titre}, {self.date}"


@dataclass(frozen=True, slots=True)
class Chiffre:
    """`reserve`: what contradicts or limits it, in plain words; empty when nothing does."""

    code: str
    valeur: float
    unite: str
    libelle: str
    annee: str
    base: str
    source: Document
    reserve: str
    is_accueil: bool

    @property
    def texte(self) -> str:
        return f"{write_nombre(self.valeur)}\u202f%" if self.unite == "%" else write_nombre(self.valeur)


@dataclass(frozen=True, slots=True)
class Jalon:
    """A dated count of the network, as a document printed it."""

    date: str
    dispositif: str
    indicateur: str
    valeur: float
    source: Document
    remarque: str

    @property
    def texte(self) -> str:
        return write_nombre(self.valeur)

    @property
    def moment(self) -> str:
        """As precise as the document: `2005`, `février 2023`, `01/08/2012`."""
        year, *rest = self.date.split("-")
        if len(rest) == 1:
            return f"{MOIS[int(rest[0]) - 1]} {year}"
        return "/".join([*reversed(rest), year])


@cache
def read_documents() -> dict[str, Document]:
    return {row["code"]: Document(**row) for row in _rows("sources.csv")}


@cache
def read_chiffres() -> tuple[Chiffre, ...]:
    documents = read_documents()
    return tuple(
        Chiffre(
            row["code"], _number(row["valeur"]), row["unite"], row["libelle"], row["annee"], row["base"],
            documents[row["source"]], row["reserve"], row["accueil"] == "1",
        )
        for row in _rows("chiffres-publies.csv")
    )  # fmt: skip


@cache
def read_jalons() -> tuple[Jalon, ...]:
    documents = read_documents()
    return tuple(
        Jalon(row["date"], row["dispositif"], row["indicateur"], _number(row["valeur"]), documents[row["source"]],
              row["remarque"])
        for row in _rows("historique-reseau.csv")
    )  # fmt: skip


def _rows(nom: str) -> list[dict[str, str]]:
    with files("maillage.portail").joinpath("donnees", nom).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def _number(text: str) -> float:
    number = float(text)
    return int(number) if number.is_integer() else number
