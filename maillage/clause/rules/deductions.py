"""Whether what was published, put together, tells of a handful of people: sums that share lines can be subtracted (R-66, R-69).

Lines that are in the same sums cannot be told apart: they make one region. A reader who combines the sums learns the hours
of some regions alone exactly when the sums have a lower rank once those regions are taken away.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from maillage.clause.rules.petits_effectifs import Personnes

PREMIER = 2**61 - 1  # ranks are computed modulo a prime far above any determinant of ours
ESSAIS = 400  # groups tried before saying, for safety, that something shows


@dataclass(frozen=True, slots=True)
class Atome:
    """A line, as a sum holds it. `cle`: a line and its corrections share it; `personne`: a key that names nobody."""

    numero: int
    cle: Hashable
    personne: Hashable
    heures: Decimal


def shows_somebody(sommes: Sequence[Iterable[Atome]], *, seuil: int) -> bool:
    """True when some combination of these sums is the hours of one to `seuil` minus one people."""
    regions = _list_regions(sommes)
    petites = {cle: people for cle, people in regions.items() if len(people) < seuil}
    if not petites:
        return False
    rang = _rank(regions)
    if _rank(cle for cle in regions if cle not in petites) == rang:
        return False  # every combination tells of a large group too
    groupes = _list_groupes(set(petites.values()), seuil=seuil)
    return groupes is None or any(
        _rank(cle for cle, people in regions.items() if not people <= groupe) < rang for groupe in groupes
    )


def _list_regions(sommes: Sequence[Iterable[Atome]]) -> dict[int, Personnes]:
    """By the sums that hold them (a bit each), the people whose hours are not nothing there."""
    dans: dict[int, int] = defaultdict(int)
    atomes: dict[int, Atome] = {}
    for rang, somme in enumerate(sommes):
        for atome in somme:
            dans[atome.numero] |= 1 << rang
            atomes[atome.numero] = atome
    nets: dict[int, dict[tuple[Hashable, Hashable], Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for numero, cle in dans.items():
        atome = atomes[numero]
        nets[cle][atome.cle, atome.personne] += atome.heures
    found = {cle: frozenset(personne for (_, personne), heures in net.items() if heures) for cle, net in nets.items()}
    return {cle: people for cle, people in found.items() if people}


def _list_groupes(petits: set[Personnes], *, seuil: int) -> list[Personnes] | None:
    """The largest groups of fewer than `seuil` people that small regions make; None when there are too many to try."""
    seen: set[Personnes] = set()
    pile: list[Personnes] = [frozenset()]
    while pile:
        groupe = pile.pop()
        larger = {groupe | petit for petit in petits if not petit <= groupe and len(groupe | petit) < seuil} - seen
        seen |= larger
        pile.extend(larger)
        if len(seen) > ESSAIS:
            return None
    return [groupe for groupe in seen if not any(groupe < other for other in seen)]


def _rank(colonnes: Iterable[int]) -> int:
    """Of columns of zeros and ones, each written as the bits of a number."""
    basis: dict[int, dict[int, int]] = {}
    for bits in colonnes:
        vector = {rang: 1 for rang in range(bits.bit_length()) if bits >> rang & 1}
        while vector:
            pivot = max(vector)
            if pivot not in basis:
                inverse = pow(vector[pivot], -1, PREMIER)
                basis[pivot] = {rang: value * inverse % PREMIER for rang, value in vector.items()}
                break
            factor = vector[pivot]
            for rang, value in basis[pivot].items():
                left = (vector.get(rang, 0) - factor * value) % PREMIER
                if left:
                    vector[rang] = left
                else:
                    vector.pop(rang, None)
    return len(basis)
