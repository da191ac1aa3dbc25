"""One variable shown again, tried on sums alone before anything is asked of a programme: for everybody, then insider by insider."""

from collections.abc import Collection, Iterable

from maillage.consolidation.secret.besoins import Besoins
from maillage.consolidation.secret.encadrements import Besoin, Encadrement, Trace
from maillage.consolidation.secret.systeme import Systeme


class Essais:
    """`cibles`: what must stay protected. The bounds of an insider are only made when they first matter."""

    def __init__(self, systeme: Systeme, cachees: Collection[int], cibles: Collection[int], besoins: Besoins) -> None:
        self.systeme = systeme
        self.besoins = besoins
        self.cachees = set(cachees)
        self.cibles = frozenset(cibles)
        demandes = {cible: Besoin(systeme.cibles[cible].haut, systeme.cibles[cible].bas) for cible in cibles}
        self.chacun = Encadrement(systeme.variables, systeme.equations, self.cachees, demandes)
        self.inities: dict[int, Encadrement] = {}
        self.variable = -1
        self.traces: list[tuple[Encadrement, Trace]] = []

    def open(self, variable: int) -> None:
        """What is tried from now on."""
        self.variable = variable
        self.traces = []

    def is_tenable(self, scenarios: Iterable[int]) -> bool:
        """False: some target is found again, whatever else is hidden. True: to be asked of a programme."""
        return self._close(self.chacun) and all(self._close(self._get(numero)) for numero in scenarios)

    def keep(self) -> None:
        """It is shown: for everybody, from now on."""
        tried = {id(encadrement) for encadrement, _ in self.traces}
        for encadrement in self.inities.values():
            if id(encadrement) not in tried:
                encadrement.close(self.variable)
        self.cachees.discard(self.variable)

    def undo(self) -> None:
        for encadrement, trace in self.traces:
            encadrement.undo(trace)

    def _close(self, encadrement: Encadrement) -> bool:
        trace = encadrement.close(self.variable)
        self.traces.append((encadrement, trace))
        return trace.is_tenue

    def _get(self, numero: int) -> Encadrement:
        if numero not in self.inities:
            scenario = self.systeme.scenarios[numero]
            besoins = {cible: Besoin(largeur=self.besoins.get(cible, numero)) for cible in self.cibles - scenario.fixes}
            self.inities[numero] = Encadrement(
                self.systeme.variables, self.systeme.equations, self.cachees, besoins, scenario
            )
        return self.inities[numero]
