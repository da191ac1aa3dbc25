"""The one rule of small numbers, for whatever is read outside the service: a buyer's page, a bilan handed over, a territory.

No figure tells of fewer people than the threshold, by itself or by a subtraction (domaine 02 § 6; 05, R-63 to R-66). What
tells of nobody is shown: the hours asked by a contract, a zero, the companies of a public contract. Decision: ADR 0021.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from maillage.socle.parametres import fixe

SEUIL = fixe(
    "petits_effectifs", "Personnes en dessous desquelles un chiffre ne sort pas du service", "personnes", 5,
    "référence de la clause, § 6 (proposition) ; protection des données, § 8.1", a_confirmer=True,
)  # fmt: skip
SEUIL_SENSIBLE = fixe(
    "petits_effectifs_sensibles", "Le même seuil pour le handicap, les quartiers prioritaires et les habitants d’une commune",
    "personnes", 11, "protection des données, § 8.1", a_confirmer=True,
)  # fmt: skip
Personnes = frozenset[Hashable]
K = TypeVar("K", bound=Hashable)


def is_petite(personnes: Personnes, *, seuil: int) -> bool:
    """Nobody at all says nothing of anybody."""
    return 0 < len(personnes) < seuil


def is_part_petite(personnes: Personnes, base: Personnes, *, seuil: int, is_sensible: bool = False) -> bool:
    """A share: few people have it, or few have not. Of what is sensitive, that all of them have it tells of each (R-64)."""
    if not personnes:
        return False
    reste = base - personnes
    return is_petite(personnes, seuil=seuil) or is_petite(reste, seuil=seuil) or (is_sensible and not reste)


def hide_cles(tailles: Mapping[K, int], is_assez: Callable[[Collection[K]], bool], *, deja: Iterable[K] = ()) -> set[K]:
    """Of parts whose total is published: the small ones, then the next smallest until the rest tells of enough people.

    One hidden cell would be found again by subtraction; so would several that together are not enough. `tailles`: how many
    people each tells of; `is_assez`: whether some, taken together, may be read; `deja`: those that something else hides.
    """
    hidden = {cle for cle, taille in tailles.items() if taille and not is_assez([cle])} | set(deja)
    shown = sorted(
        (taille, rang, cle) for rang, (cle, taille) in enumerate(tailles.items()) if taille and cle not in hidden
    )
    while hidden and shown and (len(hidden) < 2 or not is_assez(hidden)):
        hidden.add(shown.pop(0)[2])
    return hidden


def hide_nombres(tailles: Mapping[K, int], *, seuil: int) -> set[K]:
    """When only how many is known, not who."""
    return hide_cles(tailles, lambda cles: sum(tailles[cle] for cle in cles) >= seuil)


def hide(cases: Sequence[Personnes], *, seuil: int, deja: Iterable[int] = ()) -> list[bool]:
    """When who they are is known: somebody in two cells is one person. `deja`: ranks."""
    tailles = {rang: len(personnes) for rang, personnes in enumerate(cases)}
    hidden = hide_cles(tailles, lambda cles: len(unite(cases[rang] for rang in cles)) >= seuil, deja=deja)
    return [rang in hidden for rang in tailles]


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
