"""The declared policy of a view: who may open this address. A view without a policy is refused.

The middleware applies the policy before the view runs, so that the answer for an address depends on the role
alone; the view then looks the object up among what the acteur may see, and a foreign object is a missing one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

Vue = TypeVar("Vue", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Politique:
    """`droit` None and not `publique`: any signed-in person. `nominatif`: second factor asked, consultation logged.

    `sensible`: shows C3 or C5 data; left alone, its session closes sooner (domaine 05 § 9).
    """

    publique: bool = False
    droit: StrEnum | None = None
    nominatif: bool = False
    sensible: bool = False


PUBLIQUE = Politique(publique=True)
CONNECTE = Politique()


class PolitiqueManquante(Exception):
    """A view has no declared policy: nobody may open it until it says who may."""


def publique(view: Vue) -> Vue:
    """Open to everyone, without an account."""
    return _declare(view, PUBLIQUE)


def connecte(view: Vue) -> Vue:
    """Open to any signed-in person, for what is their own."""
    return _declare(view, CONNECTE)


def exige(droit: StrEnum, *, nominatif: bool = False, sensible: bool = False) -> Callable[[Vue], Vue]:
    """Open to the roles to which the permissions table grants `droit`."""
    return lambda view: _declare(view, Politique(droit=droit, nominatif=nominatif, sensible=sensible))


def en_fond(view: Vue) -> Vue:
    """Called by a page of itself (progress bar), not by the person: it does not prolong their session."""
    view.en_fond = True  # type: ignore[attr-defined]
    return view


def _declare(view: Vue, politique: Politique) -> Vue:
    view.politique = politique  # type: ignore[attr-defined]
    return view
