"""How the matrix makes, for each address with a variable part, the object it speaks of.

Each package adds a module `tests/matrice/objets_<package>.py` (found by itself), for instance:

    @objet("reseau:conventions_detail", "reseau:conventions_modifier")
    def convention(pour: Pour) -> dict[str, object]:
        return {"uuid": make_convention(dispositif=pour.dispositif).uuid}

The function returns the values of the address's variable parts, for an object of `pour.dispositif` (and, when
it belongs to a person, of `pour.compte`). The matrix calls it for the role's own dispositif and for another one.
`partage="…why…"`: everybody who may open the page sees the same objects (public directory).
`sauf={Role.X: "…why…"}`: roles that rightly see the other dispositif's objects.
`valeurs("nom", format="csv")`: variable parts that name no object (a format, a code of a closed list).
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from maillage.comptes.models import Compte
from maillage.reseau.models import Dispositif
from maillage.socle.roles import Role


@dataclass(frozen=True)
class Pour:
    """For whom the object is made."""

    dispositif: Dispositif
    compte: Compte


Fabrique = Callable[[Pour], Mapping[str, Any]]


@dataclass(frozen=True)
class Objet:
    make: Fabrique
    partage: str = ""
    sauf: Mapping[Role, str] = field(default_factory=dict)
    sans_objet: bool = False


OBJETS: dict[str, Objet] = {}


def objet(*noms: str, partage: str = "", sauf: Mapping[Role, str] | None = None) -> Callable[[Fabrique], Fabrique]:
    def register(make: Fabrique) -> Fabrique:
        for nom in noms:
            OBJETS[nom] = Objet(make, partage=partage, sauf=sauf or {})
        return make

    return register


def valeurs(*noms: str, **fixes: Any) -> None:
    for nom in noms:
        OBJETS[nom] = Objet(lambda pour: fixes, sans_objet=True)


def load() -> dict[str, Objet]:
    """The whole register, every package's module read."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if module.name.startswith("objets_"):
            importlib.import_module(f"tests.matrice.{module.name}")
    return OBJETS
