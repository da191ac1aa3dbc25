"""What becomes of an alert shown at typing (R-53): confirmed with a reason, or removed. Counted by rule, never by author."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from maillage.socle.parametres import fixe

FENETRE = fixe("R-53.fenetre", "alertes de texte comptées sur", "mois", 12, "proposé par le projet", a_confirmer=True)
BASE = fixe(
    "R-53.base", "alertes traitées sans lesquelles aucun taux ne se lit", "alertes", 20,
    "protection des données, R-65 : jamais de pourcentage sous 20",
)  # fmt: skip


class Suite(StrEnum):
    """`MONTREE`: nothing was answered yet, or the page was left."""

    MONTREE = "montree"
    CONFIRMEE = "confirmee"
    RETIREE = "retiree"


def follow(
    avant: Mapping[str, Suite], trouvees: Collection[str], *, is_motive: bool
) -> tuple[dict[str, Suite], Counter[tuple[str, Suite]]]:
    """What each family of words has become after one more sending of the same form, and what it changes to the counts.

    The same answer sent again changes nothing; another one takes the place of the first.
    """
    apres: dict[str, Suite] = {}
    change: Counter[tuple[str, Suite]] = Counter()
    for famille in sorted({*avant, *trouvees}):
        suite = Suite.RETIREE if famille not in trouvees else Suite.CONFIRMEE if is_motive else Suite.MONTREE
        apres[famille] = suite
        if famille not in avant:
            change[famille, Suite.MONTREE] += 1
        elif avant[famille] is not suite and avant[famille] is not Suite.MONTREE:
            change[famille, avant[famille]] -= 1
        if suite is not Suite.MONTREE and avant.get(famille) is not suite:
            change[famille, suite] += 1
    return apres, change


@dataclass(frozen=True, slots=True)
class Bilan:
    """Of one rule, in one dispositif, over a period."""

    montrees: int = 0
    confirmees: int = 0
    retirees: int = 0

    @property
    def traitees(self) -> int:
        """The base of the rate: those that somebody answered."""
        return self.confirmees + self.retirees

    @property
    def sans_suite(self) -> int:
        return max(self.montrees - self.traitees, 0)

    def compute_taux(self, *, base: int) -> float | None:
        """The share that was confirmed; None under the base: a few texts say nothing of a rule, much of their author."""
        return self.confirmees / self.traitees if self.traitees >= base else None
