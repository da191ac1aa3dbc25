"""What a report calls itself and those it adds up: a service of the clause is not a PLIE, and neither is called by the other's name."""

from collections.abc import Iterable
from dataclasses import dataclass

from maillage.consolidation.rapport.nombres import INCOMPLET, MASQUE
from maillage.indicateurs.catalogue import Catalogue


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
        words = set(tus)
        if not words:
            return f"aucun {self.structure} compté"
        # In few letters: a narrow map has room for twenty-two. Of a territory with nobody, nothing is published either.
        return f"{MASQUE} ou non compté" if words == {MASQUE} else words.pop() if len(words) == 1 else INCOMPLET


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
