"""The chronological mode of a list: newest first, no sort, no count, no total (R-33; see ADR 0004).

A page begins before the last key of the one above it (`?avant=…`): it costs the same at the top as at the bottom of a
table that grows all day, and a row written meanwhile moves none.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from maillage.socle.requete import Requete
from maillage.socle.tableaux.declaration import Colonne, Saisie, Tableau
from maillage.socle.tableaux.etat import read_etat
from maillage.socle.tableaux.liste import LOT, Liste, apply_filtres, apply_perimetre
from maillage.socle.tableaux.rendu import write_corps

Preparer = Callable[[list[Any]], Sequence[Any]]


@dataclass(frozen=True)
class Chronique(Liste):
    """`suivantes`: the rows of this page and what is older, newest first; the page takes what it shows, and one more.

    `preparer`: makes of some rows what the columns read, in as many queries whatever their number; in their order.
    """

    suivantes: Iterable[Any] = ()
    preparer: Preparer = list

    fragment: ClassVar[str] = "socle/tableaux/chronique.html"
    has_total: ClassVar[bool] = False

    @cached_property
    def _lues(self) -> list[Any]:
        return list(islice(self.suivantes, self.etat.par + 1))

    @cached_property
    def lignes(self) -> Sequence[Any]:
        return self.preparer(self._lues[: self.etat.par])

    @property
    def corps(self) -> SafeString:
        return write_corps(self._colonnes, self.lignes, self.agir)

    @property
    def plus_ancien(self) -> str:
        """The address of what comes below; empty at the end."""
        return self.etat.write(avant=self._lues[self.etat.par - 1].pk) if len(self._lues) > self.etat.par else ""

    @property
    def plus_recent(self) -> str:
        """The address of the top, from anywhere below."""
        return self.etat.write(avant=None) if self.etat.avant is not None else ""

    def iterate(self, colonnes: Sequence[Colonne]) -> Iterator[Any]:
        rows = self.rows.iterator(chunk_size=LOT)
        while lot := list(islice(rows, LOT)):
            yield from self.preparer(lot)


def build_chronique(
    tableau: Tableau, rows: QuerySet[Any], request: Requete, *, export: str = "", preparer: Preparer = list
) -> Chronique:
    """`rows`: what the acteur may see, whose keys grow with time. No saved views: who reads whom is nobody's habit."""
    assert tableau.is_chronique, f"« {tableau.code} » n’est pas déclaré comme une chronique."
    choix = {f.code: f.list_choix() for f in tableau.filtres if f.saisie is Saisie.CHOIX}
    etat = read_etat(tableau, request.GET, choix=choix)
    toutes = apply_perimetre(etat, rows)
    found = apply_filtres(etat, toutes).order_by("-pk")
    page = found if etat.avant is None else found.filter(pk__lt=etat.avant)
    return Chronique(
        tableau,
        etat,
        found,
        toutes,
        choix,
        is_anonyme=request.acteur.is_anonyme,
        export=export,
        suivantes=page[: etat.par + 1],
        preparer=preparer,
    )
