"""Hidden cells that move as one: where a sum leaves two unknown, each tells the other; where it leaves one, it is not unknown.

What is solved a thousand times over is solved on groups: the answers are the same, on half the columns.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from maillage.consolidation.secret.systeme import Equation

NUL = 1e-9
DEUX = 2
Termes = Mapping[int, float]


@dataclass
class Reduction:
    """`liens`: a variable moves so many times as another one. `fixes`: what sums alone already tell."""

    liens: dict[int, tuple[int, float]] = field(default_factory=dict)
    fixes: set[int] = field(default_factory=set)

    def find(self, rang: int) -> tuple[int, float]:
        """The one that moves for its group, and how many times as much this one does."""
        facteur = 1.0
        while rang in self.liens:
            rang, times = self.liens[rang]
            facteur *= times
        return rang, facteur

    def rewrite(self, termes: Iterable[tuple[int, float]], libres: Collection[int]) -> dict[int, float]:
        """A sum, group by group."""
        found: dict[int, float] = {}
        for rang, facteur in termes:
            if rang in libres:
                chef, times = self.find(rang)
                if chef not in self.fixes:
                    found[chef] = found.get(chef, 0.0) + facteur * times
        return {chef: facteur for chef, facteur in found.items() if abs(facteur) > NUL}


def reduce(equations: Sequence[Equation], libres: Collection[int]) -> Reduction:
    """From sum to sum, until none has one or two groups left."""
    reduction = Reduction()
    sommes = [equation.termes for equation in equations if equation.bas == equation.haut == 0]
    users: dict[int, list[int]] = {}
    for numero, termes in enumerate(sommes):
        for rang, _ in termes:
            users.setdefault(rang, []).append(numero)
    groupes: dict[int, list[int]] = {}
    todo = list(range(len(sommes)))
    while todo:
        numero = todo.pop()
        left = reduction.rewrite(sommes[numero], libres)
        if not left or len(left) > DEUX:
            continue
        (chef, facteur), *rest = left.items()
        if rest:
            [(other, times)] = rest
            reduction.liens[other] = chef, -facteur / times
            moved = groupes.pop(other, [other])
            groupes.setdefault(chef, [chef]).extend(moved)
        else:
            reduction.fixes.add(chef)
            moved = groupes.get(chef, [chef])
        todo += [one for rang in moved for one in users[rang]]
    return reduction
