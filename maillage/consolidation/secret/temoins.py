"""The deviations found so far, kept as proofs: a target is protected as long as one of its proofs moves hidden cells only."""

from collections.abc import Iterable, Sequence

from maillage.consolidation.secret.besoins import Besoins
from maillage.consolidation.secret.ecarts import EPSILON, Ecart
from maillage.consolidation.secret.initie import Scenario


class Temoins:
    def __init__(self, scenarios: Sequence[Scenario], cibles: Iterable[int], besoins: Besoins) -> None:
        self.scenarios = scenarios
        self.besoins = besoins
        self.ecarts: list[Ecart] = []
        self.vus: list[frozenset[int]] = []
        self.morts: list[bool] = []
        self.par_cible: dict[int, list[int]] = {cible: [] for cible in cibles}
        self.par_variable: dict[int, list[int]] = {}
        self.qui: dict[int, set[int]] = {}
        self.planchers: dict[int, list[tuple[int, float]]] = {}
        for numero, scenario in enumerate(scenarios):
            for variable in scenario.fixes:
                self.qui.setdefault(variable, set()).add(numero)
            for variable, plancher in scenario.planchers.items():
                self.planchers.setdefault(variable, []).append((numero, plancher))

    def add(self, ecart: Ecart) -> None:
        numero = len(self.ecarts)
        vus: set[int] = set()
        for variable, valeur in ecart.items():
            vus |= self.qui.get(variable, set())
            vus.update(s for s, plancher in self.planchers.get(variable, ()) if valeur < plancher - EPSILON)
            self.par_variable.setdefault(variable, []).append(numero)
            if variable in self.par_cible:
                self.par_cible[variable].append(numero)
        self.ecarts.append(ecart)
        self.vus.append(frozenset(vus))
        self.morts.append(False)

    def list_vivants(self, cible: int, scenario: int | None = None) -> list[float]:
        """What the proofs of one target move it by, those left for who plays `scenario`."""
        return [
            self.ecarts[numero][cible]
            for numero in self.par_cible[cible]
            if not self.morts[numero] and (scenario is None or scenario not in self.vus[numero])
        ]

    def is_deplacee(self, cible: int, combien: float) -> bool:
        sens = 1 if combien > 0 else -1
        return any(valeur * sens >= abs(combien) - EPSILON for valeur in self.list_vivants(cible))

    def get_largeur(self, cible: int, scenario: int) -> float:
        found = self.list_vivants(cible, scenario)
        return max((0.0, *found)) - min((0.0, *found))

    def list_menaces(self, cible: int) -> list[int]:
        """The scenarios for which no proof of this target is wide enough."""
        found: list[int] = []
        for besoin in self.besoins.list_niveaux(cible):
            suspects: set[int] | None = None
            for numero in self.par_cible[cible]:
                if not self.morts[numero] and abs(self.ecarts[numero][cible]) >= besoin - EPSILON:
                    suspects = set(self.vus[numero]) if suspects is None else suspects & self.vus[numero]
            concerned = range(len(self.scenarios)) if suspects is None else sorted(suspects)
            found += [
                numero
                for numero in concerned
                if self.besoins.get(cible, numero) == besoin
                and cible not in self.scenarios[numero].fixes
                and self.get_largeur(cible, numero) < besoin - EPSILON
            ]
        return found

    def kill(self, variable: int) -> list[int]:
        """The variable is known from now on: the proofs that move it prove nothing. Their numbers."""
        killed = [numero for numero in self.par_variable.get(variable, ()) if not self.morts[numero]]
        for numero in killed:
            self.morts[numero] = True
        return killed

    def revive(self, numeros: Iterable[int]) -> None:
        for numero in numeros:
            self.morts[numero] = False
