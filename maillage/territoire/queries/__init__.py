"""Reads of the territory: public, hence without acteur; the pages that manage zonings ask for a droit."""

from maillage.territoire.queries.communes import (
    describe,
    find_appartenance,
    find_commune,
    get_commune,
    get_millesime,
    is_cog_charge,
    list_appartenances,
    to_json,
)
from maillage.territoire.queries.recherche import resolve_commune, search_communes, write_choix
from maillage.territoire.queries.zonages import (
    count_zonages,
    has_qpv,
    list_connus,
    list_zonages_de,
    read_communes,
)

__all__ = [
    "count_zonages",
    "describe",
    "find_appartenance",
    "find_commune",
    "get_commune",
    "get_millesime",
    "has_qpv",
    "is_cog_charge",
    "list_appartenances",
    "list_connus",
    "list_zonages_de",
    "read_communes",
    "resolve_commune",
    "search_communes",
    "to_json",
    "write_choix",
]
