"""What sums alone say of how far each hidden variable may go: wider than what a programme finds, and a thousand times cheaper.

Whatever is refused here, linear programming refuses too; what is not has to be asked of it.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from maillage.consolidation.secret.ecarts import EPSILON
from maillage.consolidation.secret.initie import Scenario
from maillage.consolidation.secret.systeme import INFINI, Equation, Variable

VISITES = 2_000  # of equations, after one variable is known: past that, the programme says

Bornes = tuple[float, float]


class Besoin(NamedTuple):
    """What a variable must keep: so far up, so far down, so wide."""

    haut: float = 0.0
    bas: float = 0.0
    largeur: float = 0.0


class Trace(NamedTuple):
    """What one closing changed. `is_tenue`: nothing says yet that a need is not met."""

    avant: Mapping[int, Bornes]
    is_tenue: bool


class Encadrement:
    """For everybody, or for who knows what `scenario` knows. `ouvertes`: what moves; all the others are known."""

    def __init__(
        self, variables: Sequence[Variable], equations: Sequence[Equation], ouvertes: Iterable[int],
        besoins: Mapping[int, Besoin], scenario: Scenario | None = None,
    ) -> None:  # fmt: skip
        self.besoins = besoins
        fixes = scenario.fixes if scenario else frozenset[int]()
        planchers = scenario.planchers if scenario else {}
        self.bornes: dict[int, Bornes] = {
            rang: (planchers.get(rang, variables[rang].plancher), INFINI) for rang in ouvertes if rang not in fixes
        }
        self.equations = [
            (termes, equation.bas, equation.haut)
            for equation in equations
            if (termes := [(rang, facteur) for rang, facteur in equation.termes if rang in self.bornes])
        ]
        self.sommes: dict[int, list[int]] = {}
        for numero, (termes, _, _) in enumerate(self.equations):
            for rang, _ in termes:
                self.sommes.setdefault(rang, []).append(numero)
        self._spread(range(len(self.equations)), {}, limite=VISITES + 20 * len(self.equations))

    def close(self, variable: int) -> Trace:
        """The variable is known from now on. To be taken back with `undo`, and always when a need is not met: it stops there."""
        bornes = self.bornes.get(variable)
        if bornes is None or bornes == (0.0, 0.0):
            return Trace({}, is_tenue=True)
        avant = {variable: bornes}
        self.bornes[variable] = (0.0, 0.0)
        return Trace(
            avant, self._is_met(variable) and self._spread(self.sommes.get(variable, ()), avant, limite=VISITES)
        )

    def undo(self, trace: Trace) -> None:
        self.bornes.update(trace.avant)

    def _spread(self, numeros: Iterable[int], avant: dict[int, Bornes], *, limite: int) -> bool:
        """From sum to sum, until nothing changes; `avant` keeps what did. False at the first need that is not met."""
        todo = deque(numeros)
        waiting = set(todo)
        is_checked = bool(avant)
        while todo and limite:
            limite -= 1
            numero = todo.popleft()
            waiting.discard(numero)
            for rang, bornes in self._tighten(numero):
                avant.setdefault(rang, self.bornes[rang])
                self.bornes[rang] = bornes
                if is_checked and not self._is_met(rang):
                    return False
                for other in self.sommes[rang]:
                    if other not in waiting:
                        waiting.add(other)
                        todo.append(other)
        return True

    def _tighten(self, numero: int) -> list[tuple[int, Bornes]]:
        """What this sum says of each of its terms, given the others."""
        termes, low, high = self.equations[numero]
        found = []
        extremes = []
        least, most, without_least, without_most = 0.0, 0.0, 0, 0
        for rang, facteur in termes:
            bas, haut = self.bornes[rang]
            petit, grand = (facteur * bas, facteur * haut) if facteur > 0 else (facteur * haut, facteur * bas)
            extremes.append((petit, grand))
            if petit == -INFINI:
                without_least += 1
            else:
                least += petit
            if grand == INFINI:
                without_most += 1
            else:
                most += grand
        for (rang, facteur), (petit, grand) in zip(termes, extremes, strict=True):
            others_least = (
                least - petit if not without_least else least if without_least == 1 and petit == -INFINI else -INFINI
            )
            others_most = (
                most - grand if not without_most else most if without_most == 1 and grand == INFINI else INFINI
            )
            top, bottom = high - others_least, low - others_most
            haut, bas = (top / facteur, bottom / facteur) if facteur > 0 else (bottom / facteur, top / facteur)
            before = self.bornes[rang]
            after = (
                min(bas, 0.0) if bas > before[0] + EPSILON else before[0],
                max(haut, 0.0) if haut < before[1] - EPSILON else before[1],
            )  # the truth itself is always possible
            if after != before:
                found.append((rang, after))
        return found

    def _is_met(self, rang: int) -> bool:
        besoin = self.besoins.get(rang)
        if besoin is None:
            return True
        bas, haut = self.bornes[rang]
        return haut >= besoin.haut - EPSILON and bas <= -besoin.bas + EPSILON and haut - bas >= besoin.largeur - EPSILON
