"""What every place holds in every territory, read from the cells of the dispositifs, and checked against all the others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from maillage.consolidation.cellules.comptage import Consolidation
from maillage.consolidation.cellules.controle import TOTAL, Controle
from maillage.consolidation.cellules.controles import find_controle
from maillage.consolidation.cellules.places import INCONNUS, Place, PlaceInconnue
from maillage.consolidation.cellules.territoires import Territoires
from maillage.indicateurs.calcul import DISPOSITIF
from maillage.indicateurs.cellules import Cellule

Valeurs = dict[Place, dict[str, int]]


class ChiffreContraire(ValueError):
    """Two printed figures that should count the same people do not: nothing is published."""


@dataclass(frozen=True)
class Comptes:
    """`valeurs`: of each place, by dispositif. `partiels`: (population, axis) of which some answers are not known.
    `distincts`: of what no sum gives, by level and territory."""

    valeurs: Mapping[Place, Mapping[str, int]]
    partiels: frozenset[tuple[str, str]]
    inconnues: frozenset[str]
    distincts: Mapping[Place, Mapping[tuple[str, str], int]] = field(default_factory=dict)

    def is_vide(self, place: Place) -> bool:
        """Nobody, anywhere: it says nothing of anybody."""
        return not any(self.valeurs.get(place, {}).values())


def read_comptes(consolidation: Consolidation) -> Comptes:
    controle = find_controle(consolidation.catalogue)
    valeurs: Valeurs = defaultdict(dict)
    distincts: dict[Place, dict[tuple[str, str], int]] = defaultdict(dict)
    inconnues: set[str] = set()
    for cellule in consolidation.cellules:
        nombres = read_nombres(controle, cellule, inconnues)
        for place, valeur in nombres:
            if place.racine in controle.comptees_a_chaque_niveau:
                distincts[place][cellule.niveau, cellule.territoire] = valeur
        if cellule.niveau != DISPOSITIF:
            continue
        for place, valeur in nombres:
            known = valeurs[place].setdefault(cellule.territoire, valeur)
            if known != valeur:
                raise ChiffreContraire(_explain(cellule, place, valeur, known))
    partiels = {
        (p.racine, p.axe) for p, found in valeurs.items() if p.axe and p.modalite == INCONNUS and any(found.values())
    }
    return Comptes(dict(valeurs), frozenset(partiels), frozenset(inconnues), dict(distincts))


def read_nombres(controle: Controle, cellule: Cellule, inconnues: set[str] | None = None) -> list[tuple[Place, int]]:
    """None for a measure that has no place: its code joins `inconnues`."""
    try:
        return list(controle.list_nombres(cellule))
    except PlaceInconnue:
        if inconnues is not None:
            inconnues.add(cellule.code)
        return []


def check_sommes(consolidation: Consolidation, comptes: Comptes, territoires: Territoires) -> None:
    """Every figure printed above the dispositifs is the sum of theirs."""
    controle = find_controle(consolidation.catalogue)
    for cellule in consolidation.cellules:
        noeud = territoires.find(cellule.niveau, cellule.territoire)
        if cellule.niveau == DISPOSITIF or noeud is None:
            continue
        for place, valeur in read_nombres(controle, cellule):
            if place.racine in controle.comptees_a_chaque_niveau or place.racine in controle.libres:
                continue
            found = add_up(comptes.valeurs.get(place, {}), territoires.membres[noeud])
            if found != valeur:
                raise ChiffreContraire(_explain(cellule, place, valeur, found))


def add_up(valeurs: Mapping[str, int], membres: Iterable[str]) -> int:
    return sum(valeurs.get(membre, 0) for membre in membres)


def is_sans_reponse(whole: Mapping[str, int], unknown: Mapping[str, int]) -> bool:
    """A dispositif that knows of nobody: its missing answers are its total, and have a contributor."""
    return any(valeur and unknown.get(cle, 0) == valeur for cle, valeur in whole.items())


def strip_total(names: tuple[str, ...]) -> tuple[str, ...]:
    """The whole of a variable has no name of its own."""
    return tuple(name if name != TOTAL else "" for name in names)


def _explain(cellule: Cellule, place: Place, valeur: int, known: int) -> str:
    return (
        f"« {cellule.code} » ({cellule.ventilation or 'ensemble'} {cellule.modalite}) de {cellule.territoire} dit {valeur} là où "
        f"les autres chiffres disent {known} ({' '.join(filter(None, place))}) : rien ne peut être publié."
    )
