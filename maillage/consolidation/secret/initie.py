"""Who already knows something: a dispositif its own row, a contributor its own part, the two largest of a region theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from maillage.consolidation.secret.tableaux import Cle, Tableau

TERRITOIRE = "territoire"
COALITION = 2


@dataclass
class Scenario:
    """`fixes`: cells it knows; `planchers`: how far below the truth it can put the others. A coalition only may not know exactly."""

    code: str
    is_coalition: bool = False
    fixes: set[int] = field(default_factory=set)
    planchers: dict[int, float] = field(default_factory=dict)


def merge(scenarios: Sequence[Scenario]) -> Scenario:
    """All of them together: what they cannot find, none of them can."""
    planchers: dict[int, float] = {}
    for scenario in scenarios:
        for variable, plancher in scenario.planchers.items():
            planchers[variable] = max(plancher, planchers.get(variable, plancher))
    fixes = set().union(*(scenario.fixes for scenario in scenarios))
    return Scenario(" et ".join(scenario.code for scenario in scenarios), fixes=fixes, planchers=planchers)


def list_scenarios(
    tableaux: Sequence[tuple[Tableau, Mapping[Cle, int]]], valeurs: Mapping[int, float]
) -> list[Scenario]:
    """In the order of their names, coalitions last."""
    found: dict[str, Scenario] = {}
    tailles: dict[str, dict[str, float]] = {}
    territoires = {
        s.total for tableau, _ in tableaux for axe in tableau.axes if axe.code == TERRITOIRE for s in axe.sommes
    }
    for tableau, here in tableaux:
        rang = next((r for r, axe in enumerate(tableau.axes) if axe.code == TERRITOIRE), None)
        # A region where this table stops is nobody, as soon as another table cuts it.
        dispositifs = set(tableau.axes[rang].feuilles) - territoires if rang is not None else set()
        for place in tableau.list_places():
            variable = here[tableau.get_cle(place)]
            if rang is not None and place[rang] in dispositifs:
                found.setdefault(place[rang], Scenario(place[rang])).fixes.add(variable)
            parts = [(who, poids) for who, poids in tableau.get(place).parts if poids > 0]
            for who, poids in parts:
                scenario = found.setdefault(who, Scenario(who))
                if len(parts) == 1:
                    scenario.fixes.add(variable)
                else:
                    scenario.planchers[variable] = float(poids) - valeurs[variable]
        if rang is not None:
            for territoire, membres in _list_territoires(tableau, rang).items():
                for dispositif in membres:
                    place = tuple(dispositif if r == rang else axe.racine for r, axe in enumerate(tableau.axes))
                    taille = valeurs[here[tableau.get_cle(place)]]
                    known = tailles.setdefault(territoire, {})
                    known[dispositif] = max(known.get(dispositif, 0.0), taille)
    coalitions = []
    for _, membres_ in sorted(tailles.items()):
        largest = sorted(membres_, key=lambda d: (-membres_[d], d))[:COALITION]
        if len(membres_) > COALITION:
            fixes = set().union(*(found[d].fixes for d in largest))
            coalitions.append(Scenario(" et ".join(largest), is_coalition=True, fixes=fixes))
    return [*(found[code] for code in sorted(found)), *coalitions]


def deduce(scenarios: Sequence[Scenario], equations: Sequence[Sequence[tuple[int, float]]]) -> None:
    """What follows from its own cells alone is its own too: the complement of its share, the département where it is alone."""
    par_variable: dict[int, list[int]] = {}
    for numero, termes in enumerate(equations):
        for rang, _ in termes:
            par_variable.setdefault(rang, []).append(numero)
    for scenario in scenarios:
        todo = sorted(scenario.fixes)
        while todo:
            for numero in par_variable.get(todo.pop(), ()):
                inconnues = [rang for rang, _ in equations[numero] if rang not in scenario.fixes]
                if len(inconnues) == 1:
                    scenario.fixes.add(inconnues[0])
                    todo.append(inconnues[0])


def _list_territoires(tableau: Tableau, rang: int) -> Mapping[str, set[str]]:
    """Below the nation: the dispositifs of each region."""
    axe = tableau.axes[rang]
    parts: dict[str, set[str]] = {}
    for somme in axe.sommes:
        parts.setdefault(somme.total, set()).update(somme.parts)

    def leaves(modalite: str) -> set[str]:
        return set().union(*(leaves(part) for part in parts[modalite])) if modalite in parts else {modalite}

    return {region: leaves(region) for region in parts.get(axe.racine, ()) if region in parts}
