"""Deviations from the truth that everything known allows, found at the least price by linear programming (HiGHS)."""

from collections.abc import Iterable, Mapping, Sequence

import highspy
import numpy as np
from highspy._core import _Highs  # the bare solver: the class around it greets on the terminal

from maillage.consolidation.secret.initie import Scenario
from maillage.consolidation.secret.systeme import Equation, Variable

EPSILON = 1e-6
RECOMPENSE = 1e7
Ecart = Mapping[int, float]


class CalculImpossible(RuntimeError):
    """The solver did not say yes or no."""


class Ecarts:
    """One linear programme: a column up and a column down for each variable that may move."""

    def __init__(self, variables: Sequence[Variable], equations: Sequence[Equation], libres: Iterable[int]) -> None:
        self.variables = variables
        self.libres = sorted(libres)
        self.rangs = {variable: rang for rang, variable in enumerate(self.libres)}
        n = len(self.libres)
        self.bas = np.array([-variables[v].plancher for v in self.libres], dtype=np.float64)
        self.couts = np.ones(n)
        self.ouverts = np.ones(n, dtype=bool)
        rangs = self.rangs
        lignes = [[(rangs[v], facteur) for v, facteur in equation.termes if v in rangs] for equation in equations]
        used = [(ligne, equation) for ligne, equation in zip(lignes, equations, strict=True) if ligne]
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = 2 * n, len(used)
        lp.col_cost_ = np.ones(2 * n)
        lp.col_lower_ = np.zeros(2 * n)
        lp.col_upper_ = np.concatenate([np.full(n, highspy.kHighsInf), self.bas])
        lp.row_lower_ = np.array([equation.bas for _, equation in used], dtype=np.float64)
        lp.row_upper_ = np.array([equation.haut for _, equation in used], dtype=np.float64)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        sizes = [2 * len(ligne) for ligne, _ in used]
        lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
        lp.a_matrix_.index_ = np.array(
            [rang + n * sens for ligne, _ in used for rang, _ in ligne for sens in (0, 1)], dtype=np.int32
        )
        lp.a_matrix_.value_ = np.array(
            [facteur * (1 - 2 * sens) for ligne, _ in used for _, facteur in ligne for sens in (0, 1)], dtype=np.float64
        )
        self.solveur = _Highs()
        for option, valeur in (
            ("output_flag", False), ("threads", 1), ("random_seed", 0), ("presolve", "off"),
            ("simplex_scale_strategy", 0), ("dual_simplex_cost_perturbation_multiplier", 0.0),
        ):  # fmt: skip
            self.solveur.setOptionValue(option, valeur)
        self.solveur.passModel(lp)

    def price(self, couts: Mapping[int, float]) -> None:
        """What moving each variable costs from now on."""
        known = [(self.rangs[v], cout) for v, cout in couts.items() if v in self.rangs]
        if known:
            rangs = np.array([r for r, _ in known], dtype=np.int32)
            valeurs = np.array([c for _, c in known], dtype=np.float64)
            self.couts[rangs] = valeurs
            self.solveur.changeColsCost(
                2 * len(rangs), np.concatenate([rangs, rangs + len(self.libres)]), np.tile(valeurs, 2)
            )

    def set_ouvertes(self, variables: Iterable[int], *, is_ouverte: bool) -> None:
        """A closed variable is known: it does not move."""
        rangs = [self.rangs[v] for v in variables if v in self.rangs]
        for rang in rangs:
            self.ouverts[rang] = is_ouverte
        self._bound([(rang, *self._get_bornes(rang)) for rang in rangs])

    def move(self, cible: int, combien: float, scenario: Scenario | None = None) -> Ecart | None:
        """The cheapest way to be wrong by so much on one variable, for who knows what `scenario` knows; None: there is none."""
        return self._solve(cible, combien, scenario, is_exact=True)

    def stretch(self, cible: int, plafond: float, scenario: Scenario | None = None) -> Ecart | None:
        """How far from the truth one variable may go, no further than `plafond` (of either sign)."""
        return self._solve(cible, plafond, scenario, is_exact=False)

    def _solve(self, cible: int, combien: float, scenario: Scenario | None, *, is_exact: bool) -> Ecart | None:
        n, rang = len(self.libres), self.rangs[cible]
        if combien < 0 and self.bas[rang] < -combien - EPSILON:
            if is_exact:
                return None
            combien = -float(self.bas[rang])
        changed: dict[int, tuple[float, float, float, float]] = {}
        for variable in scenario.fixes if scenario else ():
            if variable in self.rangs:
                changed[self.rangs[variable]] = (0.0, 0.0, 0.0, 0.0)
        for variable, plancher in scenario.planchers.items() if scenario else ():
            if variable in self.rangs and self.ouverts[self.rangs[variable]]:
                changed.setdefault(self.rangs[variable], (0.0, highspy.kHighsInf, 0.0, -plancher))
        low = abs(combien) if is_exact else 0.0
        pair = (low, abs(combien)), (0.0, 0.0)
        if scenario and combien < 0 and -scenario.planchers.get(cible, -highspy.kHighsInf) < low:
            return None
        changed[rang] = (*pair[0], *pair[1]) if combien > 0 else (*pair[1], *pair[0])
        self._bound([(r, *bornes) for r, bornes in changed.items()])
        if not is_exact:
            self.solveur.changeColCost(rang, -RECOMPENSE)
            self.solveur.changeColCost(rang + n, -RECOMPENSE)
        self.solveur.run()
        statut = self.solveur.getModelStatus()
        found: Ecart | None = None
        if statut == highspy.HighsModelStatus.kOptimal:
            valeurs = np.asarray(self.solveur.getSolution().col_value)
            nets = valeurs[:n] - valeurs[n:]
            found = {self.libres[r]: float(nets[r]) for r in np.flatnonzero(np.abs(nets) > EPSILON)}
        elif statut != highspy.HighsModelStatus.kInfeasible:
            raise CalculImpossible(f"Le solveur n’a pas conclu : {self.solveur.modelStatusToString(statut)}.")
        if not is_exact:
            self.solveur.changeColCost(rang, float(self.couts[rang]))
            self.solveur.changeColCost(rang + n, float(self.couts[rang]))
        self._bound([(r, *self._get_bornes(r)) for r in changed])
        return found

    def _get_bornes(self, rang: int) -> tuple[float, float, float, float]:
        return (0.0, highspy.kHighsInf, 0.0, float(self.bas[rang])) if self.ouverts[rang] else (0.0, 0.0, 0.0, 0.0)

    def _bound(self, bornes: Sequence[tuple[int, float, float, float, float]]) -> None:
        if not bornes:
            return
        n = len(self.libres)
        table = np.array(bornes, dtype=np.float64)
        rangs = table[:, 0].astype(np.int32)
        self.solveur.changeColsBounds(
            2 * len(rangs),
            np.concatenate([rangs, rangs + n]),
            np.concatenate([table[:, 1], table[:, 3]]),
            np.concatenate([table[:, 2], table[:, 4]]),
        )
