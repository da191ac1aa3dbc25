"""What a dispositif has deposited of a year, to be read beside what its files say today. Whoever keeps deposits declares how."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from maillage.indicateurs.cellules import Cellule, Cle
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur


@dataclass(frozen=True, eq=False, slots=True)
class Deposee:
    """The year as it counts in the network. `lien`: of the deposit, empty where this acteur may not open it."""

    recu_le: datetime
    version: int
    cellules: Mapping[Cle, Cellule]
    lien: str


@dataclass(frozen=True, slots=True)
class Lecteur:
    """`read`: of a year, None where nothing of it counts in the network. `list_annees`: those of which something does."""

    read: Callable[[Acteur, Dispositif, int], Deposee | None]
    list_annees: Callable[[Acteur, Dispositif], set[int]]


_LECTEURS: list[Lecteur] = []


def declare_lecteur(lecteur: Lecteur) -> None:
    _LECTEURS.append(lecteur)


def read_deposee(acteur: Acteur, dispositif: Dispositif, *, millesime: int) -> Deposee | None:
    found = (lecteur.read(acteur, dispositif, millesime) for lecteur in _LECTEURS)
    return next((deposee for deposee in found if deposee is not None), None)


def list_deposees(acteur: Acteur, dispositif: Dispositif) -> set[int]:
    return {annee for lecteur in _LECTEURS for annee in lecteur.list_annees(acteur, dispositif)}
