"""The network as the sum of its deposits, in any order, with how many of them each figure comes from.

A figure is counted over the deposits that tell all it is made of: a rate never has a numerator of 127 structures over a
denominator of 120.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from maillage.consolidation.cellules.niveaux import DEPARTEMENT, NATION, REGION, Lieu, add_niveaux
from maillage.indicateurs.calcul import DISPOSITIF, FRANCE
from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.mesures import AnyMesure, Taux, list_comptees

Ensemble = frozenset[str]
Place = tuple[str, str, str]  # measure, level, territory


@dataclass(frozen=True, slots=True)
class Somme:
    """`dites`: the dispositifs that each figure is counted from, by code of the measure."""

    cellules: Sequence[Cellule]
    dites: Mapping[str, Ensemble]


def add_depots(depots: Mapping[str, Sequence[Cellule]], lieux: Mapping[str, Lieu], *, catalogue: Catalogue) -> Somme:
    """`depots`: the cells of each dispositif, by its public number."""
    population_de = {code: mesure.population.code for code, mesure in list_comptees(catalogue.mesures).items()}
    dites = {cle: frozenset(population_de[c.code] for c in cellules) for cle, cellules in depots.items()}
    cellules: list[Cellule] = []
    comptees: dict[str, Ensemble] = {}
    for ensemble, mesures in _group(catalogue, set(dites.values())).items():
        kept = {cle: lieux.get(cle, Lieu()) for cle in sorted(depots) if ensemble <= dites[cle]}
        rows = [cellule for cle in kept for cellule in depots[cle]]
        codes = {mesure.code for mesure in mesures}
        cellules += [c for c in add_niveaux(rows, kept, catalogue=catalogue) if c.code in codes]
        comptees |= dict.fromkeys(codes, frozenset(kept))
    return Somme(sorted(cellules, key=lambda cellule: cellule.cle), comptees)


def _group(catalogue: Catalogue, dites: set[Ensemble]) -> dict[Ensemble, list[AnyMesure]]:
    """The measures by what they need told; all together when every deposit tells everything."""
    everything = frozenset(population.code for population in catalogue.populations)
    if dites <= {everything}:
        return {everything: list(catalogue.mesures.values())}
    found: dict[Ensemble, list[AnyMesure]] = {}
    for mesure in catalogue.mesures.values():
        found.setdefault(list_populations(mesure), []).append(mesure)
    return found


def list_populations(mesure: AnyMesure) -> Ensemble:
    if isinstance(mesure, Taux):
        return frozenset({mesure.numerateur.population.code, mesure.denominateur.population.code})
    return frozenset({mesure.population.code})


def count_couverture(somme: Somme, lieux: Mapping[str, Lieu]) -> dict[Place, int]:
    """From how many dispositifs each figure of each territory comes; `lieux` may group regions."""
    places = {cle: list(_list_places(cle, lieu)) for cle, lieu in lieux.items()}
    by_ensemble = {
        ensemble: Counter(place for cle in ensemble for place in places[cle]) for ensemble in set(somme.dites.values())
    }
    return {
        (code, *place): nombre
        for code, ensemble in somme.dites.items()
        for place, nombre in by_ensemble[ensemble].items()
    }


def _list_places(cle: str, lieu: Lieu) -> Iterator[tuple[str, str]]:
    yield FRANCE, NATION
    yield DISPOSITIF, cle
    if lieu.region:
        yield REGION, lieu.region
    if lieu.departement:
        yield DEPARTEMENT, lieu.departement
