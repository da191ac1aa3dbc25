"""What a report calls itself and those it adds up: a service of the clause is not a PLIE, and neither is called by the other's name."""

from collections.abc import Iterable
from dataclasses import dataclass

from maillage.indicateurs.catalogue import Catalogue

PLUSIEURS = "non montré"  # hidden here, not published there: a legend has room for one word


@dataclass(frozen=True, slots=True)
class Vocabulaire:
    """`participant`: one of those counted; `structure`: the same, where « aucun … compté » is said of a territory."""

    titre: str
    participant: str
    participants: str
    structure: str
    structures: str

    @property
    def recenses(self) -> str:
        return f"{self.structures} recensés"

    def say_absence(self, tus: Iterable[str]) -> str:
        """Of what a map leaves without a colour. `tus`: what is printed of those that are counted there, drawn alike."""
        words, aucun = set(tus), f"aucun {self.structure} compté"
        if not words:
            return aucun
        said = words.pop() if len(words) == 1 else PLUSIEURS
        return f"{said}, ou {aucun}"


PLIE = Vocabulaire("Consolidation des PLIE", "dispositif", "dispositifs", "PLIE", "PLIE")
# By the first word of the codes of a catalogue.
VOCABULAIRES = {
    "plie": PLIE,
    "enquete": PLIE,  # the survey asks them alone
    "clause": Vocabulaire("Consolidation de la clause sociale", "service", "services", "service", "services"),
}


def find_vocabulaire(catalogue: Catalogue) -> Vocabulaire:
    """Of the first of its codes that says: a book may hold the survey beside its catalogue. Alone, the survey is that of the PLIE."""
    mots = (code.partition(".")[0] for code in catalogue.mesures)
    return next((VOCABULAIRES[mot] for mot in mots if mot in VOCABULAIRES), VOCABULAIRES["plie"])
