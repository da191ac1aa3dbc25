"""Which dispositifs cover a commune: told by `reseau`, which stands above, and shown on the commune's page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from maillage.territoire.models import Commune


@dataclass(frozen=True, slots=True)
class Couverture:
    titre: str
    url: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reponse:
    """`sans_perimetre`: how many dispositifs of the surroundings have not declared theirs, which forbids concluding."""

    dispositifs: Sequence[Couverture]
    sans_perimetre: int = 0


Fournisseur = Callable[[Commune, date], Reponse]
_fournisseurs: list[Fournisseur] = []


def declare(fournisseur: Fournisseur) -> None:
    _fournisseurs[:] = [fournisseur]


def find_couverture(commune: Commune, *, on: date) -> Reponse | None:
    """None while nobody declared how it is known."""
    return _fournisseurs[0](commune, on) if _fournisseurs else None
