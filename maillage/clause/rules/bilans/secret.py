"""Which cells leave the service: those that tell of five persons at least, and that no subtraction gives back (domaine 02 § 6)."""

from collections.abc import Sequence

from maillage.clause.rules.petits_effectifs import SEUIL as SEUIL  # the one of all that a buyer reads

Personnes = frozenset[str]


def is_petite(personnes: Personnes, *, seuil: int) -> bool:
    """Nobody at all says nothing of anybody."""
    return 0 < len(personnes) < seuil


def is_part_petite(personnes: Personnes, base: Personnes, *, seuil: int, is_sensible: bool = False) -> bool:
    """A share: few people have it, or few have not. Of what is sensitive, that all of them have it tells of each."""
    if not personnes:
        return False
    reste = base - personnes
    return is_petite(personnes, seuil=seuil) or is_petite(reste, seuil=seuil) or (is_sensible and not reste)


def hide(cases: Sequence[Personnes], *, seuil: int) -> list[bool]:
    """Of parts whose total is published: the small ones, then the next smallest until the rest tells of enough people.

    One hidden cell would be found again by subtraction; so would several that tell of fewer people than the threshold.
    """
    hidden = {rang for rang, personnes in enumerate(cases) if is_petite(personnes, seuil=seuil)}
    shown = sorted(
        (rang for rang, personnes in enumerate(cases) if personnes and rang not in hidden),
        key=lambda rang: (len(cases[rang]), rang),
    )
    while hidden and shown and (len(hidden) < 2 or len(frozenset().union(*(cases[r] for r in hidden))) < seuil):
        hidden.add(shown.pop(0))
    return [rang in hidden for rang in range(len(cases))]
