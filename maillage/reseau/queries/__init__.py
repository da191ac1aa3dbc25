"""Reads of the network. The directory is public, hence without acteur; what is written is asked for with one."""

from maillage.reseau.queries.annuaire import (
    COLONNES_DE_TRI,
    Facettes,
    Filtre,
    LigneDeListe,
    LigneExport,
    Point,
    count_annuaire,
    get_facettes,
    iterate_export,
    list_annuaire,
    list_points,
    list_slugs,
)
from maillage.reseau.queries.fiches import Fiche, Voisin, get_fiche, list_voisins
from maillage.reseau.queries.gestion import (
    find_gere,
    get_gere,
    get_territoire,
    list_a_verifier,
    list_portages,
    list_suivi,
    search_reseau,
)
from maillage.reseau.queries.territoires import (
    Lieu,
    get_couverture,
    list_couvrants,
    list_territoires,
    search_lieux,
)

__all__ = [
    "COLONNES_DE_TRI",
    "Facettes",
    "Fiche",
    "Filtre",
    "Lieu",
    "LigneDeListe",
    "LigneExport",
    "Point",
    "Voisin",
    "count_annuaire",
    "find_gere",
    "get_couverture",
    "get_facettes",
    "get_fiche",
    "get_gere",
    "get_territoire",
    "iterate_export",
    "list_a_verifier",
    "list_annuaire",
    "list_couvrants",
    "list_points",
    "list_portages",
    "list_slugs",
    "list_suivi",
    "list_territoires",
    "list_voisins",
    "search_lieux",
    "search_reseau",
]
