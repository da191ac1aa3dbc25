"""Each number printed, with the cell, the parameter, the date or the label it comes from: the whole report, nothing left out."""

from collections.abc import Iterator
from dataclasses import dataclass

from maillage.consolidation.rapport.blocs import Rapport, list_phrases
from maillage.consolidation.rapport.nombres import Dit, Nombre, Phrase, name_cle


@dataclass(frozen=True, slots=True)
class Imprime:
    """`sources`: cells; `origine`: « cellule », or where the words come from; `chapitre`: of the report, empty under its title."""

    texte: str
    origine: str
    sources: tuple[str, ...]
    role: str = ""
    chapitre: str = ""


def list_imprimes(rapport: Rapport) -> Iterator[Imprime]:
    yield from read_phrase(rapport.chapeau)
    for partie in rapport.parties:
        for bloc in partie.list_blocs():
            for phrase in list_phrases(bloc):
                yield from read_phrase(phrase, chapitre=partie.code)


def read_phrase(phrase: Phrase, *, chapitre: str = "") -> Iterator[Imprime]:
    for part in phrase:
        if isinstance(part, Nombre):
            yield Imprime(part.texte, "cellule", tuple(name_cle(cle) for cle in part.cles), part.role.value, chapitre)
        elif isinstance(part, Dit):
            yield Imprime(part.texte, part.origine.value, (part.cle,), chapitre=chapitre)
