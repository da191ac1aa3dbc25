"""Between what and what each unknown lies, by linear programming, or in whole numbers: block by block, nothing skipped.

The unknowns are the hidden figures themselves, not their distance to the truth, which the attacker does not have.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import highspy
import numpy as np
from highspy._core import _Highs  # the bare solver: the class around it greets on the terminal

from maillage.consolidation.attaque.lecture import Dossier

INFINI = float("inf")
MARGE = 1e-6
Intervalle = tuple[float, float]


class AttaqueImpossible(RuntimeError):
    """The solver did not conclude: nothing is certified."""


@dataclass(frozen=True, slots=True)
class Bloc:
    """Unknowns that no equation binds to the others. `lignes`: (terms, low, high), what is known already taken away."""

    inconnues: tuple[int, ...]
    lignes: tuple[tuple[tuple[tuple[int, float], ...], float, float], ...]


def list_blocs(dossier: Dossier) -> list[Bloc]:
    parents = {rang: rang for rang in range(len(dossier.variables)) if rang not in dossier.connues}

    def find(rang: int) -> int:
        while parents[rang] != rang:
            parents[rang] = parents[parents[rang]]
            rang = parents[rang]
        return rang

    lignes: dict[tuple[tuple[tuple[int, float], ...], float, float], None] = {}
    for termes, bas, haut in dossier.contraintes:
        known = sum((f * dossier.connues[rang] for rang, f in termes if rang in dossier.connues), Fraction())
        inconnus = [(rang, f) for rang, f in termes if rang not in dossier.connues]
        if not inconnus:
            continue
        for rang, _ in inconnus[1:]:
            parents[find(rang)] = find(inconnus[0][0])
        low = -INFINI if bas is None else float(bas - known)
        high = INFINI if haut is None else float(haut - known)
        lignes[tuple((rang, float(f)) for rang, f in sorted(inconnus)), low, high] = None
    members: dict[int, list[int]] = {}
    for rang in parents:
        members.setdefault(find(rang), []).append(rang)
    rows: dict[int, list[tuple[tuple[tuple[int, float], ...], float, float]]] = {racine: [] for racine in members}
    for ligne in lignes:
        rows[find(ligne[0][0][0])].append(ligne)
    return [Bloc(tuple(rangs), tuple(rows[racine])) for racine, rangs in sorted(members.items())]


class Attaque:
    """One block under attack. `seen`: the points that are possible; the truth is one of them."""

    def __init__(self, bloc: Bloc, dossier: Dossier) -> None:
        self.bloc = bloc
        self.colonnes = {rang: colonne for colonne, rang in enumerate(bloc.inconnues)}
        self.verite = np.array([float(dossier.variables[rang].valeur) for rang in bloc.inconnues])
        n = len(bloc.inconnues)
        self.bas = np.array([-INFINI if rang in dossier.libres else 0.0 for rang in bloc.inconnues])
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = n, len(bloc.lignes)
        lp.col_cost_ = np.zeros(n)
        lp.col_lower_, lp.col_upper_ = self.bas, np.full(n, INFINI)
        lp.row_lower_ = np.array([bas for _, bas, _ in bloc.lignes], dtype=np.float64)
        lp.row_upper_ = np.array([haut for _, _, haut in bloc.lignes], dtype=np.float64)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        sizes = [len(termes) for termes, _, _ in bloc.lignes]
        lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
        lp.a_matrix_.index_ = np.array([self.colonnes[r] for t, _, _ in bloc.lignes for r, _ in t], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([f for t, _, _ in bloc.lignes for _, f in t], dtype=np.float64)
        self.solveur = _Highs()
        self.solveur.setOptionValue("output_flag", False)
        self.solveur.setOptionValue("threads", 1)
        self.solveur.setOptionValue("random_seed", 0)
        self.solveur.setOptionValue("presolve", "off")
        self.solveur.setOptionValue("simplex_strategy", 4)
        self.solveur.setOptionValue("mip_rel_gap", 0.0)
        self.solveur.passModel(lp)

    def bound(self, rang: int) -> Intervalle:
        return self.push({rang: -1.0}, rang), self.push({rang: 1.0}, rang)

    def push(self, couts: Mapping[int, float], rang: int) -> float:
        """The value of one unknown where this sum is greatest; infinite when nothing stops it."""
        point = self.optimise(couts)
        if point is None:
            return INFINI if couts[rang] > 0 else -INFINI
        return float(point[self.colonnes[rang]])

    def optimise(self, couts: Mapping[int, float]) -> "np.ndarray | None":
        colonnes = [self.colonnes[rang] for rang in couts]
        self._set_couts(colonnes, [-cout for cout in couts.values()])
        self.solveur.run()
        statut = self.solveur.getModelStatus()
        self._set_couts(colonnes, [0.0] * len(colonnes))
        if statut in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return None  # the truth satisfies everything: it cannot be infeasible
        if statut != highspy.HighsModelStatus.kOptimal:
            raise AttaqueImpossible(f"L’attaque n’a pas conclu : {self.solveur.modelStatusToString(statut)}.")
        return np.asarray(self.solveur.getSolution().col_value)

    def know(self, bornes: Mapping[int, Intervalle]) -> None:
        """An insider: these unknowns lie there."""
        self._set_bornes(bornes.keys(), [b for b, _ in bornes.values()], [h for _, h in bornes.values()])

    def forget(self, rangs: Iterable[int]) -> None:
        known = list(rangs)
        self._set_bornes(known, [float(self.bas[self.colonnes[r]]) for r in known], [INFINI] * len(known))

    def count_in_whole(self, is_entier: bool) -> None:
        """Whole numbers of people only, or any."""
        genre = highspy.HighsVarType.kInteger if is_entier else highspy.HighsVarType.kContinuous
        for colonne in range(len(self.bloc.inconnues)):
            self.solveur.changeColIntegrality(colonne, genre)

    def _set_couts(self, colonnes: Sequence[int], couts: Sequence[float]) -> None:
        self.solveur.changeColsCost(
            len(colonnes), np.array(colonnes, dtype=np.int32), np.array(couts, dtype=np.float64)
        )

    def _set_bornes(self, rangs: Iterable[int], bas: Sequence[float], haut: Sequence[float]) -> None:
        colonnes = np.array([self.colonnes[rang] for rang in rangs], dtype=np.int32)
        if len(colonnes):
            self.solveur.changeColsBounds(
                len(colonnes), colonnes, np.array(bas, dtype=np.float64), np.array(haut, dtype=np.float64)
            )


def is_whole(valeur: float) -> bool:
    return abs(valeur) == INFINI or abs(valeur - round(valeur)) < MARGE
