"""Deviations from the truth that everything known allows, found at the least price by linear programming (HiGHS)."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import highspy
import numpy as np
from highspy._core import _Highs  # the bare solver: the class around it greets on the terminal

from maillage.consolidation.secret.initie import Scenario
from maillage.consolidation.secret.reductions import Reduction, reduce
from maillage.consolidation.secret.systeme import Equation, Variable

EPSILON = 1e-6
RECOMPENSE = 1e7
Ecart = Mapping[int, float]
Bornes = tuple[float, float]


class CalculImpossible(RuntimeError):
    """The solver did not say yes or no."""


class Groupe(NamedTuple):
    """Variables that move as one, each so many times as the first; how far the first may go, up and down."""

    membres: tuple[tuple[int, float], ...]
    haut: float
    bas: float


class Ecarts:
    """One linear programme: a column up and a column down for each group of variables that may move."""

    def __init__(self, variables: Sequence[Variable], equations: Sequence[Equation], libres: Iterable[int]) -> None:
        self.variables = variables
        self.libres = sorted(libres)
        known = frozenset(self.libres)
        reduction = reduce(equations, known)
        self.groupes, self.places = _group(self.libres, reduction, variables)
        n = len(self.groupes)
        self.couts = dict.fromkeys(self.libres, 1.0)
        self.fermes: set[int] = set()
        chefs = {groupe.membres[0][0]: rang for rang, groupe in enumerate(self.groupes)}
        lignes: dict[tuple[tuple[tuple[int, float], ...], float, float], None] = {}
        for equation in equations:
            left = reduction.rewrite(equation.termes, known)
            if left:
                ligne = tuple(sorted((chefs[chef], facteur) for chef, facteur in left.items()))
                lignes[ligne, equation.bas, equation.haut] = None
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = 2 * n, len(lignes)
        lp.col_cost_ = np.array([self._get_cout(rang) for rang in range(n)] * 2)
        lp.col_lower_ = np.zeros(2 * n)
        lp.col_upper_ = np.array([g.haut for g in self.groupes] + [g.bas for g in self.groupes], dtype=np.float64)
        lp.row_lower_ = np.array([bas for _, bas, _ in lignes], dtype=np.float64)
        lp.row_upper_ = np.array([haut for _, _, haut in lignes], dtype=np.float64)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        sizes = [2 * len(ligne) for ligne, _, _ in lignes]
        lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
        lp.a_matrix_.index_ = np.array(
            [rang + n * sens for ligne, _, _ in lignes for rang, _ in ligne for sens in (0, 1)], dtype=np.int32
        )
        lp.a_matrix_.value_ = np.array(
            [facteur * (1 - 2 * sens) for ligne, _, _ in lignes for _, facteur in ligne for sens in (0, 1)],
            dtype=np.float64,
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
        known = {variable: cout for variable, cout in couts.items() if variable in self.places}
        self.couts |= known
        rangs = sorted({self.places[variable][0] for variable in known})
        if rangs:
            columns = np.array(rangs, dtype=np.int32)
            valeurs = np.array([self._get_cout(rang) for rang in rangs], dtype=np.float64)
            self.solveur.changeColsCost(
                2 * len(rangs), np.concatenate([columns, columns + len(self.groupes)]), np.tile(valeurs, 2)
            )

    def set_ouvertes(self, variables: Iterable[int], *, is_ouverte: bool) -> None:
        """A closed variable is known: it does not move, nor whatever moves with it."""
        known = {variable for variable in variables if variable in self.places}
        if is_ouverte:
            self.fermes -= known
        else:
            self.fermes |= known
        self._bound({rang: self._get_bornes(rang) for rang in sorted({self.places[v][0] for v in known})})

    def move(self, cible: int, combien: float, scenario: Scenario | None = None) -> Ecart | None:
        """The cheapest way to be wrong by so much on one variable, for who knows what `scenario` knows; None: there is none."""
        return self._solve(cible, combien, scenario, is_exact=True)

    def stretch(self, cible: int, plafond: float, scenario: Scenario | None = None) -> Ecart | None:
        """How far from the truth one variable may go, no further than `plafond` (of either sign)."""
        return self._solve(cible, plafond, scenario, is_exact=False)

    def _solve(self, cible: int, combien: float, scenario: Scenario | None, *, is_exact: bool) -> Ecart | None:
        if cible not in self.places:
            return None if is_exact else {}
        n, (rang, times) = len(self.groupes), self.places[cible]
        changed = self._know(scenario) if scenario else {}
        combien /= times
        haut, bas = changed.get(rang) or self._get_bornes(rang)
        plafond = haut if combien > 0 else bas
        if plafond < abs(combien) - EPSILON:
            if is_exact:
                return None
            combien = math.copysign(plafond, combien)
        loin = abs(combien)
        changed[rang] = (loin, 0.0) if combien > 0 else (0.0, loin)
        self._bound(changed, exact=rang if is_exact else None)
        if is_exact:
            self.solveur.clearSolver()  # from the truth itself: what another target moved takes longer to undo
        else:
            for colonne in (rang, rang + n):
                self.solveur.changeColCost(colonne, -RECOMPENSE)
        self.solveur.run()
        statut = self.solveur.getModelStatus()
        found: Ecart | None = None
        if statut == highspy.HighsModelStatus.kOptimal:
            valeurs = np.asarray(self.solveur.getSolution().col_value)
            found = self._expand(valeurs[:n] - valeurs[n:])
        elif statut != highspy.HighsModelStatus.kInfeasible:
            raise CalculImpossible(f"Le solveur n’a pas conclu : {self.solveur.modelStatusToString(statut)}.")
        if not is_exact:
            for colonne in (rang, rang + n):
                self.solveur.changeColCost(colonne, self._get_cout(rang))
        self._bound({one: self._get_bornes(one) for one in changed})
        return found

    def _know(self, scenario: Scenario) -> dict[int, Bornes]:
        """The groups that move less, or not at all, for who knows this."""
        found = {self.places[v][0]: (0.0, 0.0) for v in scenario.fixes if v in self.places}
        for variable, plancher in scenario.planchers.items():
            if variable in self.places:
                rang, times = self.places[variable]
                haut, bas = found.get(rang) or self._get_bornes(rang)
                loin = -plancher / abs(times)
                found[rang] = (haut, min(bas, loin)) if times > 0 else (min(haut, loin), bas)
        return found

    def _expand(self, nets: "np.ndarray") -> Ecart:
        moved = (
            (variable, float(nets[rang]) * times)
            for rang in np.flatnonzero(nets)
            for variable, times in self.groupes[rang].membres
        )
        return {variable: valeur for variable, valeur in moved if abs(valeur) > EPSILON}

    def _get_cout(self, rang: int) -> float:
        return sum(abs(times) * self.couts[variable] for variable, times in self.groupes[rang].membres)

    def _get_bornes(self, rang: int) -> Bornes:
        groupe = self.groupes[rang]
        if not self.fermes.isdisjoint(variable for variable, _ in groupe.membres):
            return 0.0, 0.0
        return groupe.haut, groupe.bas

    def _bound(self, bornes: Mapping[int, Bornes], *, exact: int | None = None) -> None:
        """How far each group may go, up and down; `exact`: the one that must go there."""
        if not bornes:
            return
        rangs = np.array(list(bornes), dtype=np.int32)
        highs = np.array([haut for haut, _ in bornes.values()] + [bas for _, bas in bornes.values()], dtype=np.float64)
        lows = np.zeros(2 * len(rangs))
        if exact is not None:
            for place in np.flatnonzero(rangs == exact):
                for column in (place, place + len(rangs)):
                    lows[column] = highs[column]
        self.solveur.changeColsBounds(2 * len(rangs), np.concatenate([rangs, rangs + len(self.groupes)]), lows, highs)


def _group(
    libres: Sequence[int], reduction: Reduction, variables: Sequence[Variable]
) -> tuple[list[Groupe], dict[int, tuple[int, float]]]:
    """The groups that move, and of each variable its group, and how many times as much as it."""
    membres: dict[int, list[tuple[int, float]]] = {}
    for variable in libres:
        chef, times = reduction.find(variable)
        if chef not in reduction.fixes:
            membres.setdefault(chef, []).append((variable, times))
    groupes: list[Groupe] = []
    places: dict[int, tuple[int, float]] = {}
    for rang, (chef, found) in enumerate(sorted(membres.items())):
        found.sort(key=lambda membre: membre[0] != chef)
        hauts = [-variables[v].plancher / -times for v, times in found if times < 0]
        bas = [-variables[v].plancher / times for v, times in found if times > 0]
        groupes.append(Groupe(tuple(found), min(hauts, default=highspy.kHighsInf), min(bas)))
        places |= {variable: (rang, times) for variable, times in found}
    return groupes, places
