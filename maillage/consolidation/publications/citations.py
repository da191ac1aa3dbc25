"""Where a publication prints each of its figures: chapters of the report, pages of territories, picture. Read from what they print."""

import re
from collections.abc import Iterable, Mapping

from maillage.consolidation.rapport.blocs import Partie, Rapport, list_phrases
from maillage.consolidation.rapport.trace import read_phrase

RAPPORT, FICHE, INFOGRAPHIE = "rapport", "fiche", "infographie"
Citation = tuple[str, str, str]  # kind, anchor or name in the address, title
Citations = Mapping[str, tuple[Citation, ...]]
CLE = re.compile(r'data-cle="([^"]+\|[^"]*)"')


def list_citations(rapport: Rapport, fiches: Mapping[str, Rapport], infographie: str) -> Citations:
    """By the key of a cell, as the trace writes it; each place once, in the order of reading."""
    found: dict[str, dict[Citation, None]] = {}
    for partie in rapport.parties:
        _add(found, _list_sources(partie), (RAPPORT, partie.code, partie.titre))
    for nom, fiche in fiches.items():
        for partie in fiche.parties:
            _add(found, _list_sources(partie), (FICHE, nom, fiche.titre))
    _add(found, CLE.findall(infographie), (INFOGRAPHIE, "", "L’essentiel en une image"))
    return {cle: tuple(citations) for cle, citations in found.items()}


def _add(found: dict[str, dict[Citation, None]], cles: Iterable[str], citation: Citation) -> None:
    for cle in cles:
        found.setdefault(cle, {})[citation] = None


def _list_sources(partie: Partie) -> Iterable[str]:
    for bloc in partie.list_blocs():
        for phrase in list_phrases(bloc):
            for imprime in read_phrase(phrase):
                if imprime.origine == "cellule":
                    yield from imprime.sources
