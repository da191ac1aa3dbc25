"""What is refused without a programme, and what is solved on groups: linear programming, asked of everything, says the same."""

from collections.abc import Mapping
from random import Random

import highspy
import numpy as np
import pytest
from highspy._core import _Highs

from maillage.consolidation.secret.complementaire import Recherche
from maillage.consolidation.secret.ecarts import EPSILON, Ecarts
from maillage.consolidation.secret.encadrements import Besoin, Encadrement
from maillage.consolidation.secret.initie import Scenario, merge
from maillage.consolidation.secret.reductions import reduce
from maillage.consolidation.secret.systeme import INFINI, Equation, Systeme, Variable, build_systeme
from maillage.consolidation.secret.tableaux import Publication
from tests.consolidation.petits_tableaux import PUBLICS, make_plat, make_tableau, make_territoire


def draw(graine: int) -> Systeme:
    """Two tables of one margin, of which a third of the cells are small."""
    chance = Random(graine)
    lieux = make_territoire({"r1": ("a", "b", "c"), "r2": ("d", "e", "f", "g")})
    leaves = ("a", "b", "c", "d", "e", "f", "g")
    sexe = {(d, s): chance.choice((2, 6, 15, 40, 70)) for d in leaves for s in ("f", "h")}
    totals = {d: sexe[d, "f"] + sexe[d, "h"] for d in leaves}
    age: dict[tuple[str, str], int] = {}
    for d in leaves:
        jeunes = chance.randrange(totals[d] + 1)
        milieu = chance.randrange(totals[d] - jeunes + 1)
        age |= {(d, "j"): jeunes, (d, "m"): milieu, (d, "v"): totals[d] - jeunes - milieu}
    tableaux = (
        make_tableau([lieux, make_plat("sexe", "f", "h")], sexe),
        make_tableau([lieux, make_plat("age", "j", "m", "v")], age),
    )
    return build_systeme(Publication("essai", tableaux), (), PUBLICS)


def bound(variables: list[Variable], equations: list[Equation], ouvertes: set[int], cible: int, loin: float) -> float:
    """How far a programme that knows nothing of groups moves a variable; by the plainest means there is."""
    rangs = {variable: rang for rang, variable in enumerate(sorted(ouvertes))}
    solveur = _Highs()
    solveur.setOptionValue("output_flag", False)
    for variable, rang in rangs.items():
        plancher = variables[variable].plancher
        low, high = (max(plancher, -abs(loin)), abs(loin)) if variable == cible else (plancher, highspy.kHighsInf)
        solveur.addVar(low, high)
        solveur.changeColCost(rang, (-1.0 if loin > 0 else 1.0) if variable == cible else 0.0)
    for equation in equations:
        termes = [(rangs[v], f) for v, f in equation.termes if v in rangs]
        columns = np.array([rang for rang, _ in termes], dtype=np.int32)
        solveur.addRow(equation.bas, equation.haut, len(termes), columns, np.array([f for _, f in termes]))
    solveur.run()
    assert solveur.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(solveur.getSolution().col_value[rangs[cible]])


@pytest.mark.parametrize("graine", range(12))
def test_sur_des_groupes_ou_sur_tout_le_meme_ecart_se_trouve_ou_pas(graine):
    systeme = draw(graine)
    recherche = Recherche(systeme)
    recherche.solve()
    ouvertes = set(recherche.cachees)
    ecarts = Ecarts(systeme.variables, systeme.equations, ouvertes)
    assert len(ecarts.groupes) < len(ouvertes)
    for cible in sorted(systeme.cibles):
        for loin in (11.0, 3.0, -3.0, -11.0):
            found = ecarts.move(cible, loin)
            known = bound(systeme.variables, systeme.equations, ouvertes, cible, loin)
            assert (found is not None) == (abs(known) >= abs(loin) - EPSILON)
            if found is not None:
                assert found[cible] == pytest.approx(loin)
                check_ecart(systeme, found, ouvertes)
            stretched = ecarts.stretch(cible, loin) or {}
            assert stretched.get(cible, 0.0) == pytest.approx(known, abs=1e-5)


def check_ecart(systeme: Systeme, ecart: Mapping[int, float], ouvertes: set[int]) -> None:
    """It is one that everything known allows."""
    assert ecart.keys() <= ouvertes
    assert all(valeur >= systeme.variables[rang].plancher - 1e-5 for rang, valeur in ecart.items())
    for equation in systeme.equations:
        total = sum(facteur * ecart.get(rang, 0.0) for rang, facteur in equation.termes)
        assert equation.bas - 1e-5 <= total <= equation.haut + 1e-5


@pytest.mark.parametrize("graine", range(12))
def test_un_encadrement_ne_refuse_que_ce_qu_un_programme_refuse(graine):
    systeme = draw(graine)
    recherche = Recherche(systeme)
    recherche.solve()
    ouvertes, refusees = set(recherche.cachees), 0
    cibles = sorted(systeme.cibles.keys() - {echec.cible for echec in recherche.echecs})
    besoins = {r: Besoin(systeme.cibles[r].haut, systeme.cibles[r].bas) for r in cibles}
    encadrement = Encadrement(systeme.variables, systeme.equations, ouvertes, besoins)
    for variable in sorted(ouvertes - systeme.cibles.keys()):
        before = dict(encadrement.bornes)
        trace = encadrement.close(variable)
        if not trace.is_tenue:
            refusees += 1
            left = ouvertes - {variable}
            reached = [
                (bound(systeme.variables, systeme.equations, left, r, sens * loin), sens * loin)
                for r in cibles
                for sens, loin in ((1, systeme.cibles[r].haut), (-1, systeme.cibles[r].bas))
                if loin
            ]
            assert any(abs(found) < abs(asked) - EPSILON for found, asked in reached)
        encadrement.undo(trace)
        assert encadrement.bornes == before
    assert refusees


def test_ce_que_deux_sommes_disent_se_lit_sans_programme():
    variables = [Variable(None, 5.0, -5.0), Variable(None, 3.0, -3.0), Variable(None, 40.0, -40.0)]
    equations = [Equation(((0, 1.0), (1, 1.0))), Equation(((1, 1.0), (2, 1.0)))]
    encadrement = Encadrement(variables, equations, {0, 1, 2}, {})
    assert encadrement.bornes == {0: (-5.0, 3.0), 1: (-3.0, 5.0), 2: (-5.0, 3.0)}
    reduction = reduce(equations, {0, 1, 2})
    assert {reduction.find(rang)[0] for rang in (0, 1, 2)} == {reduction.find(0)[0]}
    seule = reduce([*equations, Equation(((2, 1.0),))], {0, 1, 2})
    assert {seule.find(rang)[0] for rang in (0, 1, 2)} <= seule.fixes


def test_une_inegalite_borne_d_un_cote():
    variables = [Variable(None, 5.0, -INFINI), Variable(None, 3.0, -3.0)]
    equations = [Equation(((0, 1.0), (1, -2.0)), -INFINI, 4.0)]
    assert Encadrement(variables, equations, {0, 1}, {}).bornes == {0: (-INFINI, INFINI), 1: (-3.0, INFINI)}
    closed = Encadrement(variables, equations, {0, 1}, {0: Besoin(haut=4.0)})
    assert closed.close(1).is_tenue
    assert closed.bornes[0] == (-INFINI, 4.0)
    refused = Encadrement(variables, equations, {0, 1}, {0: Besoin(haut=4.5)})
    assert not refused.close(1).is_tenue


def test_ensemble_ils_savent_tout_ce_que_chacun_sait():
    both = merge(
        [
            Scenario("a", frozenset("a"), fixes={1}, planchers={3: -2.0}),
            Scenario("b", frozenset("b"), fixes={2}, planchers={3: -1.0, 4: -5.0}),
        ]
    )
    assert (both.fixes, both.planchers) == ({1, 2}, {3: -1.0, 4: -5.0})
