"""What a structure that declares its totals is asked: the words in which it is asked, section by section."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

GROUPE = "Donnez aussi ce nombre, même nul, ou aucun de ceux qui vont avec lui."


class Sorte(StrEnum):
    """`REQUISE`: always; `DETAIL`: all such sections, or none of them; `FACULTATIVE`: each whole, or not at all."""

    REQUISE = "requise"
    DETAIL = "detail"
    FACULTATIVE = "facultative"


@dataclass(frozen=True, slots=True)
class Question:
    """`diviseur`: typed in units, counted in parts of them (hours in hundredths)."""

    cle: str
    libelle: str
    diviseur: int = 1


@dataclass(frozen=True, slots=True)
class Repartition:
    """The parts of a total: a line left empty is zero as soon as another one is told. `is_partielle`: what is left of the total is
    not known; else they make it. `is_entiere`: every line is to be told, even none: « yes » alone would make a share of all."""

    titre: str
    total: str
    parts: tuple[Question, ...]
    is_partielle: bool = False
    is_entiere: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    titre: str
    sorte: Sorte
    blocs: tuple[Question | Repartition, ...]
    aide: str = ""

    def list_questions(self) -> Iterator[Question]:
        for bloc in self.blocs:
            yield from (bloc,) if isinstance(bloc, Question) else bloc.parts

    def list_repartitions(self) -> Iterator[Repartition]:
        yield from (bloc for bloc in self.blocs if isinstance(bloc, Repartition))


def ask(prefixe: str, libelles: Mapping[str, str], *, diviseur: int = 1) -> tuple[Question, ...]:
    """A question for each modality: « clause.heures:achat » and « travaux » make « clause.heures:achat:travaux »."""
    return tuple(Question(f"{prefixe}:{code}", libelle, diviseur) for code, libelle in libelles.items())
