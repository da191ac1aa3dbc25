"""Each number printed, with the cell, the parameter, the date or the label it comes from: the whole report, nothing left out."""

from collections.abc import Iterator
from dataclasses import dataclass

from maillage.consolidation.rapport.blocs import Rapport, list_phrases
from maillage.consolidation.rapport.nombres import Dit, Nombre, Phrase, name_cle


@dataclass(frozen=True, slots=True)
class Imprime:
    """`sources`: cells; `origine`: « cellule », or where the words come from."""

    texte: str
    origine: str
    sources: tuple[str, ...]
    role: str = ""


def list_imprimes(rapport: Rapport) -> Iterator[Imprime]:
    yield from read_phrase(rapport.chapeau)
    for bloc in rapport.list_blocs():
        for phrase in list_phrases(bloc):
            yield from read_phrase(phrase)


def read_phrase(phrase: Phrase) -> Iterator[Imprime]:
    for part in phrase:
        if isinstance(part, Nombre):
            yield Imprime(part.texte, "cellule", tuple(name_cle(cle) for cle in part.cles), part.role.value)
        elif isinstance(part, Dit):
            yield Imprime(part.texte, part.origine.value, (part.cle,))
