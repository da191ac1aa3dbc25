"""Who already knows something: a dispositif its own row, a contributor its own part, the two largest of a region theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from maillage.consolidation.secret.nomenclatures import Contributeurs
from maillage.consolidation.secret.tableaux import Axe, Cle, Tableau

TERRITOIRE = "territoire"
COALITION = 2


@dataclass
class Scenario:
    """`fixes`: cells it knows; `planchers`: how far below the truth it can put the others. A coalition only may not know exactly."""

    code: str
    membres: frozenset[str]
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
    membres = frozenset[str]().union(*(scenario.membres for scenario in scenarios))
    return Scenario(" et ".join(scenario.code for scenario in scenarios), membres, fixes=fixes, planchers=planchers)


def list_scenarios(
    tableaux: Sequence[tuple[Tableau, Mapping[Cle, int]]], valeurs: Mapping[int, float]
) -> list[Scenario]:
    """In the order of their names, coalitions last."""
    found: dict[str, Scenario] = {}
    tailles: dict[str, dict[str, float]] = {}
    territoires = _list_decoupes(tableaux)
    for tableau, here in tableaux:
        rang = _find_rang(tableau)
        # A region where this table stops is nobody, as soon as another table cuts it.
        dispositifs = set(tableau.axes[rang].feuilles) - territoires if rang is not None else set()
        for place in tableau.list_places():
            variable = here[tableau.get_cle(place)]
            if rang is not None and place[rang] in dispositifs:
                found.setdefault(place[rang], _make(place[rang])).fixes.add(variable)
            parts = [(who, poids) for who, poids in tableau.get(place).parts if poids > 0]
            for who, poids in parts:
                scenario = found.setdefault(who, _make(who))
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
            coalitions.append(Scenario(" et ".join(largest), frozenset(largest), is_coalition=True, fixes=fixes))
    return [*(found[code] for code in sorted(found)), *coalitions]


def list_auteurs(tableaux: Sequence[tuple[Tableau, Mapping[Cle, int]]]) -> dict[int, frozenset[str]]:
    """The dispositifs behind each cell: those below it, or those that give to it, where they are known."""
    found: dict[int, frozenset[str]] = {}
    territoires = _list_decoupes(tableaux)
    for tableau, here in tableaux:
        rang = _find_rang(tableau)
        feuilles = _list_feuilles(tableau.axes[rang]) if rang is not None else {}
        for place in tableau.list_places():
            known = [
                frozenset(who for who, poids in tableau.get(place).parts if poids > 0)
                if tableau.contributeurs is Contributeurs.DISPOSITIFS
                else frozenset[str](),
                feuilles[place[rang]] if rang is not None and not feuilles[place[rang]] & territoires else frozenset(),
            ]
            for auteurs in filter(None, known):
                variable = here[tableau.get_cle(place)]
                found[variable] = found.get(variable, auteurs) & auteurs
    return found


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


def _list_territoires(tableau: Tableau, rang: int) -> Mapping[str, frozenset[str]]:
    """Below the nation: the dispositifs of each region."""
    axe = tableau.axes[rang]
    feuilles = _list_feuilles(axe)
    return {
        region: feuilles[region] for region, depth in axe.rangs.items() if depth == 1 and region not in axe.feuilles
    }


def _list_feuilles(axe: Axe) -> Mapping[str, frozenset[str]]:
    """The leaves below each modality, itself where it is one."""
    parts: dict[str, list[str]] = {}
    for somme in axe.sommes:
        parts.setdefault(somme.total, []).extend(somme.parts)
    found: dict[str, frozenset[str]] = {}

    def fill(modalite: str) -> frozenset[str]:
        if modalite not in found:
            below = parts.get(modalite)
            found[modalite] = frozenset().union(*map(fill, below)) if below else frozenset({modalite})
        return found[modalite]

    fill(axe.racine)
    return found


def _list_decoupes(tableaux: Sequence[tuple[Tableau, Mapping[Cle, int]]]) -> set[str]:
    """The territories that some table cuts further."""
    return {s.total for tableau, _ in tableaux for axe in tableau.axes if axe.code == TERRITOIRE for s in axe.sommes}


def _find_rang(tableau: Tableau) -> int | None:
    return next((rang for rang, axe in enumerate(tableau.axes) if axe.code == TERRITOIRE), None)


def _make(who: str) -> Scenario:
    return Scenario(who, frozenset({who}))
