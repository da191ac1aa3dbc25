"""The one rule of small numbers, for whatever is read outside the service: a buyer's page, a bilan handed over.

No figure tells of fewer people than the threshold, by itself or by a subtraction (domaine 02 § 6; 05, R-63 to R-66). What
tells of nobody is shown: the hours asked by a contract, a zero, the companies of a public contract. Decision: ADR 0021.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from maillage.socle.parametres import fixe

SEUIL = fixe(
    "petits_effectifs_acheteur", "Personnes en dessous desquelles un chiffre ne sort pas du service", "personnes", 5,
    "référence de la clause, § 6 (proposition) ; protection des données, § 8.1", a_confirmer=True,
)  # fmt: skip
SEUIL_SENSIBLE = fixe(
    "petits_effectifs_sensibles", "Le même seuil pour le handicap, les quartiers prioritaires et les habitants d’une commune",
    "personnes", 11, "protection des données, § 8.1", a_confirmer=True,
)  # fmt: skip
Personnes = frozenset[Hashable]


def is_petite(personnes: Personnes, *, seuil: int) -> bool:
    """Nobody at all says nothing of anybody."""
    return 0 < len(personnes) < seuil


def is_part_petite(personnes: Personnes, base: Personnes, *, seuil: int, is_sensible: bool = False) -> bool:
    """A share: few people have it, or few have not. Of what is sensitive, that all of them have it tells of each (R-64)."""
    if not personnes:
        return False
    reste = base - personnes
    return is_petite(personnes, seuil=seuil) or is_petite(reste, seuil=seuil) or (is_sensible and not reste)


def hide(cases: Sequence[Personnes], *, seuil: int, deja: Iterable[int] = ()) -> list[bool]:
    """Of parts whose total is published: the small ones, then the next smallest until the rest tells of enough people.

    One hidden cell would be found again by subtraction; so would several that tell of fewer people than the threshold.
    `deja`: the ranks that something else hides.
    """
    hidden = {rang for rang, personnes in enumerate(cases) if is_petite(personnes, seuil=seuil)} | set(deja)
    shown = sorted(
        (rang for rang, personnes in enumerate(cases) if personnes and rang not in hidden),
        key=lambda rang: (len(cases[rang]), rang),
    )
    while hidden and shown and (len(hidden) < 2 or len(unite(cases[r] for r in hidden)) < seuil):
        hidden.add(shown.pop(0))
    return [rang in hidden for rang in range(len(cases))]


def unite(groupes: Iterable[Personnes]) -> Personnes:
    return frozenset[Hashable]().union(*groupes)


@dataclass(frozen=True, slots=True)
class Cellule:
    """The hours of one lot and who worked them. `personnes`: keys that name nobody."""

    cle: int
    personnes: Personnes
    heures: Decimal


@dataclass(frozen=True, slots=True)
class Montre:
    """`masquees`: the cells not to be shown. `is_total`: whether the sum of all may be."""

    masquees: frozenset[int]
    is_total: bool


def mask(cellules: Sequence[Cellule], *, seuil: int) -> Montre:
    """The lots of one page, with or without their total: never the work of a handful, nor what would give it back."""
    ranged = sorted(cellules, key=lambda c: (len(c.personnes), c.heures, c.cle))
    flags = hide([c.personnes for c in ranged], seuil=seuil)
    masked = frozenset(c.cle for c, flag in zip(ranged, flags, strict=True) if flag)
    return Montre(masked, is_total=not is_petite(unite(c.personnes for c in cellules), seuil=seuil))
