"""The rules of the territory, pure: how a place is named and found, what it belonged to on a day."""

from maillage.territoire.rules.appartenance import Connue, Periode, find_appartenance, is_cog_depasse
from maillage.territoire.rules.recherche import (
    Candidate,
    Demande,
    is_exact,
    normalize,
    parse_demande,
    score,
    sort_candidates,
    split_for_slip,
    strip_article,
)

__all__ = [
    "Candidate",
    "Connue",
    "Demande",
    "Periode",
    "find_appartenance",
    "is_cog_depasse",
    "is_exact",
    "normalize",
    "parse_demande",
    "score",
    "sort_candidates",
    "split_for_slip",
    "strip_article",
]
