"""Where deviations are sought first: near the target, which costs a thousandth of the whole."""

from collections.abc import Callable, Iterable, Sequence

from maillage.consolidation.secret.ecarts import Ecarts
from maillage.consolidation.secret.systeme import Equation, Systeme

Make = Callable[[Iterable[int], Sequence[Equation]], Ecarts]


class Voisinages:
    """The cells of the sums a target is part of, and of theirs, never climbing: the targets of one block share one."""

    def __init__(self, systeme: Systeme, libres: Sequence[int], make: Make) -> None:
        self.systeme = systeme
        self.libres = frozenset(libres)
        self.make = make
        self.membres = [tuple(rang for rang, _ in equation.termes) for equation in systeme.equations]
        self.parts = [tuple(rang for rang, facteur in equation.termes if facteur > 0) for equation in systeme.equations]
        self.sommes: dict[int, list[int]] = {rang: [] for rang in libres}
        for numero, membres in enumerate(self.membres):
            for rang in membres:
                self.sommes[rang].append(numero)
        self.ouverts: dict[frozenset[int], Ecarts] = {}
        self.voisins: dict[int, list[Ecarts]] = {}

    def get(self, cible: int) -> Ecarts:
        start = {cible}
        if self.systeme.variables[cible].cle is None:
            start = start.union(*(self.membres[numero] for numero in self._list_sommes(start)))
        near = start.union(*(self.parts[numero] for numero in self._list_sommes(start)))
        return self._open(frozenset(near.union(*(self.membres[numero] for numero in self._list_sommes(near)))))

    def get_tout(self) -> Ecarts:
        return self._open(self.libres)

    def list_ouverts(self, variables: Iterable[int]) -> list[Ecarts]:
        """Those in which one of these moves."""
        found = {id(ecarts): ecarts for rang in variables for ecarts in self.voisins.get(rang, ())}
        return list(found.values())

    def _open(self, libres: frozenset[int]) -> Ecarts:
        if libres not in self.ouverts:
            equations = [self.systeme.equations[numero] for numero in sorted(self._list_sommes(libres))]
            self.ouverts[libres] = ecarts = self.make(libres, equations)
            for rang in libres:
                self.voisins.setdefault(rang, []).append(ecarts)
        return self.ouverts[libres]

    def _list_sommes(self, rangs: Iterable[int]) -> set[int]:
        return set().union(*(self.sommes[rang] for rang in rangs))
