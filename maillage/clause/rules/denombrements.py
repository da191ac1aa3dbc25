"""Counting at the level asked, never by adding up structures (R9 to R12; domaine 02 § 6)."""

import hashlib
import hmac
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from maillage.socle.typographie import fold


def make_cle_reseau(secret: bytes, *, nom: str, prenom: str, naissance: date, sexe: str) -> str:
    """R9: the same person in two structures has the same key, which only the holder of the secret can make.

    It is personal data all the same: never exported.
    """
    told = "|".join((f"{fold(nom)}|{fold(prenom)}", naissance.isoformat(), sexe))
    return hmac.new(secret, told.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Denombrement:
    """R10: `reseau` is counted on the whole; the sum of the structures counts the shared ones several times."""

    reseau: int
    par_structure: Mapping[int, int]

    @property
    def ecart(self) -> int:
        return sum(self.par_structure.values()) - self.reseau


def count_distincts(faits: Iterable[tuple[int, Hashable]]) -> Denombrement:
    """`faits`: (structure, counting key), as many times as they occur."""
    keys: dict[int, set[Hashable]] = {}
    for structure, cle in faits:
        keys.setdefault(structure, set()).add(cle)
    return Denombrement(len(set().union(*keys.values())), {structure: len(k) for structure, k in keys.items()})
