"""Who answers the search box. Declared from each app's `AppConfig.ready`, kept here, never changed afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from maillage.socle.acteur import Acteur


@dataclass(frozen=True, slots=True)
class Resultat:
    """One line found. `categorie` is the heading it stands under; `icone` is a lucide icon."""

    categorie: str
    titre: str
    url: str
    sous_titre: str = ""
    icone: str = "search"


Recherche = Callable[[Acteur, str, int], Sequence[Resultat]]


@dataclass(frozen=True, slots=True)
class Fournisseur:
    """`nominatif`: answers with people. Asked for signed-in persons only, logged and limited."""

    search: Recherche
    nominatif: bool
    ordre: int


_FOURNISSEURS: dict[str, Fournisseur] = {}


def declare(search: Recherche, *, nominatif: bool = False, ordre: int = 50) -> Recherche:
    """Keyed by the function's own name: an app that is set up twice declares it once."""
    _FOURNISSEURS[f"{search.__module__}.{search.__qualname__}"] = Fournisseur(search, nominatif, ordre)
    return search


def list_fournisseurs() -> list[Fournisseur]:
    return sorted(_FOURNISSEURS.values(), key=lambda f: (f.ordre, f.search.__module__, f.search.__qualname__))
