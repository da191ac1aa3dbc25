"""The jobs that exist, by code: declared once, at start, never changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from maillage.socle.travaux.rules import Cadence

if TYPE_CHECKING:
    from maillage.socle.travaux.models import Travail

Curseur = dict[str, Any]
Etape = Callable[["Travail", Curseur], Curseur | None]


class TravailRefuse(Exception):
    """Raised by a step that cannot succeed however often it is tried. The sentence is shown to the person."""


class TravailInconnu(Exception):
    """No job bears this code."""


@dataclass(frozen=True, slots=True)
class Definition:
    code: str
    libelle: str
    etape: Etape
    essais: int


DEFINITIONS: dict[str, Definition] = {}
PERIODIQUES: dict[str, Cadence] = {}


def travail(code: str, libelle: str, *, essais: int = 5) -> Callable[[Etape], Etape]:
    """Registers a job. Its function does one step from a curseur and returns the next one, None at the end.

    What a step writes and its curseur commit together, so a step is never done twice; it must be short (SQLite has
    one writer) and touch nothing outside the database that it could not do twice. It may set `progression`,
    `total`, `phrase` and `resultat` on the job. `essais`: how many failures of one step before giving up.
    """

    def register(etape: Etape) -> Etape:
        known = DEFINITIONS.get(code)
        if known is not None and known.etape is not etape:
            raise ValueError(f"Le travail « {code} » est déclaré deux fois.")
        DEFINITIONS[code] = Definition(code, libelle, etape, essais)
        return etape

    return register


def periodique(code: str, *, chaque: timedelta, a: time | None = None) -> None:
    """Asks for a job once a period, whatever the number of workers; daily from the local time `a`."""
    PERIODIQUES[code] = Cadence(chaque, a)


def get_definition(code: str) -> Definition:
    try:
        return DEFINITIONS[code]
    except KeyError:
        raise TravailInconnu(f"Aucun travail ne porte le code « {code} ».") from None
