"""What a buyer reads of hours: never those of a handful of people, not even by subtraction (domaine 02 § 6; 05, R-63, R-66)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from maillage.socle.parametres import fixe

SEUIL = fixe(
    "petits_effectifs_acheteur", "Personnes en dessous desquelles les heures ne sont pas montrées à l’acheteur",
    "personnes", 5, "référence de la clause, § 6 (proposition) ; protection des données, § 8.1", a_confirmer=True,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cellule:
    """The hours of one lot and who worked them. `personnes`: keys that name nobody."""

    cle: int
    personnes: frozenset[int]
    heures: Decimal


@dataclass(frozen=True, slots=True)
class Montre:
    """`masquees`: the cells not to be shown. `is_total`: whether the sum of all may be."""

    masquees: frozenset[int]
    is_total: bool


def mask(cellules: Sequence[Cellule], *, seuil: int) -> Montre:
    """Masks what fewer than `seuil` people worked; then enough else, the least populated first, so that the total minus
    what is shown is again the work of `seuil` people or more, of two lots at least. Zero hides nobody.
    """
    filled = [c for c in cellules if c.personnes]
    masked = {c.cle for c in filled if len(c.personnes) < seuil}
    if not masked:
        return Montre(frozenset(), is_total=True)
    for other in sorted((c for c in filled if c.cle not in masked), key=lambda c: (len(c.personnes), c.heures, c.cle)):
        if _is_protected(filled, masked, seuil):
            break
        masked.add(other.cle)
    return Montre(frozenset(masked), is_total=_is_protected(filled, masked, seuil))


def _is_protected(cellules: Sequence[Cellule], masked: set[int], seuil: int) -> bool:
    hidden = [c for c in cellules if c.cle in masked]
    people = frozenset[int]().union(*(c.personnes for c in hidden))
    return len(hidden) > 1 and len(people) >= seuil
