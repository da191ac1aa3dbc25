"""Who gives to each cell of a magnitude, as the deposits let it be known: few and large rather than many and small (ADR 0037)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from maillage.consolidation.cellules.controle import TOTAL
from maillage.consolidation.secret.nomenclatures import Contributeurs
from maillage.consolidation.secret.tableaux import Tableau
from maillage.indicateurs.apports import Apport, add_apports, name_cas

AUTRES = 5  # contributors written beside the largest: with it, more than any minimum asks
Apports = Mapping[str, Sequence[Apport]]


def weigh(
    tableau: Tableau, genre: Contributeurs, counted: Mapping[tuple[str, ...], Mapping[str, int]], *, apports: Apports,
    membres: Mapping[str, Sequence[str]],
) -> Tableau:  # fmt: skip
    """The same cells, with who gives to each of them. `counted`: by category, what each dispositif counts."""
    cellules = {}
    for place, cellule in tableau.cellules.items():
        noeud, names = place[0], place[1:]
        cas = (
            name_cas(tableau.mesure, tableau.axes[1].code, names[0]) if names and names[0] != TOTAL else tableau.mesure
        )
        found = list(list_apports(apports, counted[names], membres[noeud], (cas, genre.value)))
        cellules[place] = replace(cellule, parts=share_parts(genre, int(cellule.valeur), found))
    return replace(tableau, code=f"{tableau.code}:{genre.value}", contributeurs=genre, cellules=cellules)


def list_apports(
    apports: Apports, counts: Mapping[str, int], membres: Sequence[str],
    cle: tuple[str, str],
) -> Iterator[Apport]:  # fmt: skip
    """Of each dispositif that counts there; one that did not say who gives has one contributor."""
    for membre in membres:
        if valeur := counts.get(membre, 0):
            told = (one for one in apports.get(membre, ()) if (one.cas, one.genre) == cle)
            yield next(told, Apport(*cle, 1, valeur))


def share_parts(genre: Contributeurs, valeur: int, apports: Sequence[Apport]) -> tuple[tuple[str, int], ...]:
    """As few contributors as there may be, the largest as large as it may be. The largest of every cell has one name: whoever
    it is, it knows no more than that."""
    if not valeur or not apports:
        return ()
    nombre, plus_gros = add_apports(apports)
    autres = min(nombre - 1, AUTRES)
    reste = valeur - plus_gros
    if autres <= 0 or reste <= 0:
        return ((f"{genre.value}:1", valeur),)
    pieces = [reste // autres + (rang < reste % autres) for rang in range(autres)]
    return (
        (f"{genre.value}:1", plus_gros),
        *((f"{genre.value}:{rang}", piece) for rang, piece in enumerate(pieces, 2) if piece),
    )
