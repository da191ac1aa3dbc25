"""The delays of the FSE: from one step of an operation, or of its report of expenses, to another (domaine FSE, § 4.5).

A structure knows how many took the step in the year, how long it took on the whole, and for the one in the middle. Means weighted by
those counts make the network's; medians do not add up: of the network is told the middle of the structures, never of the operations.
"""

from dataclasses import dataclass

DEPOT, BILAN, CONTROLE = "dépôt de la demande", "dépôt du bilan", "contrôle de service fait"


@dataclass(frozen=True, slots=True)
class Delai:
    """`compte`: those that took the step in the year, whose delay it is; `jusqu_a`: the step; `depuis`: where the days start."""

    code: str
    compte: str
    jusqu_a: str
    depuis: str
    aide: str = ""

    @property
    def moyenne(self) -> str:
        return f"{self.code}_moyenne"

    @property
    def mediane(self) -> str:
        return f"{self.code}_mediane"

    @property
    def codes(self) -> tuple[str, str, str]:
        return self.code, self.moyenne, self.mediane

    @property
    def libelle(self) -> str:
        """« du dépôt de la demande au comité »."""
        return f"du {self.depuis} {self.jusqu_a}"


DELAIS = (
    Delai("delai_recevabilite", "Demandes déclarées recevables", "à la recevabilité", DEPOT),
    Delai("delai_comite", "Demandes passées en comité", "au comité", DEPOT, "Quelle que soit la décision."),
    Delai("delai_convention", "Conventions signées", "à la convention", DEPOT, "Sans les avenants."),
    Delai("delai_csf", "Bilans contrôlés", "au contrôle de service fait", BILAN, "Intermédiaires et finaux."),
    Delai("delai_paiement", "Bilans payés", "au paiement", CONTROLE),
)
# From one structure, over so many days, we ask whether they are days indeed.
JOURS_RARES = 1000


def check_delai(nombre: int | None, moyenne: int | None, mediane: int | None) -> dict[str, str]:
    """What cannot be of days counted from zero: « moyenne » or « mediane », and why. Each is rounded to the day."""
    found: dict[str, str] = {}
    for champ, jours in (("moyenne", moyenne), ("mediane", mediane)):
        if nombre == 0 and jours is not None:
            found[champ] = "Aucune étape de ce genre dans l’année : laissez ce délai vide."
    if found or moyenne is None or mediane is None:
        return found
    if nombre == 1 and moyenne != mediane:
        found["mediane"] = "D’un seul, le délai médian est le délai moyen : corrigez l’un ou l’autre."
    elif mediane > 2 * moyenne + 1:
        found["mediane"] = "Un délai médian ne dépasse jamais deux fois le délai moyen : corrigez l’un ou l’autre."
    return found
