"""Tables of facts as they are declared: each column with its type and its meaning; the schema is printed from here."""

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """The types that every engine reads alike."""

    TEXTE = "string"
    DATE = "date"
    ENTIER = "int32"
    CLE = "int64"
    BOOLEEN = "boolean"


# Columns that rows are read beside.
RESERVES = frozenset({"territoire", "periode", "periode_debut", "periode_fin"})


@dataclass(frozen=True, slots=True)
class Colonne:
    """`inconnu`: what an empty cell means; a column that is always filled says nothing there."""

    nom: str
    type: Type
    definition: str
    inconnu: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`territoire`: the column that says whose row it is. One row is described by `ligne`."""

    nom: str
    ligne: str
    version: int
    colonnes: tuple[Colonne, ...]
    territoire: str = "dispositif"

    def __post_init__(self) -> None:
        noms = [colonne.nom for colonne in self.colonnes]
        if len(set(noms)) < len(noms) or self.territoire not in noms:
            raise ValueError(f"La table « {self.nom} » répète une colonne, ou n’a pas « {self.territoire} ».")
        if RESERVES & set(noms):
            raise ValueError(
                f"La table « {self.nom} » nomme une colonne « {' », « '.join(sorted(RESERVES & set(noms)))} »."
            )

    @property
    def types(self) -> dict[str, str]:
        return {colonne.nom: colonne.type.value for colonne in self.colonnes}
