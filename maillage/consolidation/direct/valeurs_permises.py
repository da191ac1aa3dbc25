"""The values of the region and of the network that a dispositif may set beside its own: published ones only (R-68).

Whoever publishes declares a provider. Without one there is nothing to compare with, and the page says so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from maillage.socle.acteur import Acteur


@dataclass(frozen=True, slots=True)
class ValeurPermise:
    """One published cell. `lieu`: as it is read (« France », « Bretagne »). `base`: what it is out of, as published.

    `version`: of the definition: another version than ours is not set beside our figure.
    """

    code: str
    version: int
    ventilation: str
    modalite: str
    lieu: str
    valeur: Decimal
    base: str = ""


Fournisseur = Callable[[Acteur, int], Sequence[ValeurPermise]]
_FOURNISSEURS: list[Fournisseur] = []


def declare_fournisseur(fournisseur: Fournisseur) -> Fournisseur:
    """`fournisseur(acteur, millesime)` gives what was released to this acteur's dispositif, and nothing hidden."""
    if fournisseur not in _FOURNISSEURS:
        _FOURNISSEURS.append(fournisseur)
    return fournisseur


def list_valeurs_permises(acteur: Acteur, *, millesime: int) -> list[ValeurPermise]:
    return [valeur for fournisseur in _FOURNISSEURS for valeur in fournisseur(acteur, millesime)]
