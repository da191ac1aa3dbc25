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
from maillage.indicateurs.mesures import AnyMesure, Effectif, Taux

Ensemble = frozenset[str]
Place = tuple[str, str, str]  # measure, level, territory


@dataclass(frozen=True, slots=True)
class Somme:
    """`dites`: the dispositifs that each figure is counted from, by code of the measure."""

    cellules: Sequence[Cellule]
    dites: Mapping[str, Ensemble]


def add_depots(depots: Mapping[str, Sequence[Cellule]], lieux: Mapping[str, Lieu], *, catalogue: Catalogue) -> Somme:
    """`depots`: the cells of each dispositif, by its public number."""
    dites = {cle: frozenset(c.code for c in cellules) for cle, cellules in depots.items()}
    comptees = {
        code: frozenset(cle for cle, codes in dites.items() if list_codes(mesure) <= codes)
        for code, mesure in catalogue.mesures.items()
    }
    cellules: list[Cellule] = []
    for ensemble in sorted(set(comptees.values()), key=sorted):
        kept = {cle: lieux.get(cle, Lieu()) for cle in sorted(ensemble)}
        rows = [cellule for cle in kept for cellule in depots[cle]]
        codes = {code for code, found in comptees.items() if found == ensemble}
        cellules += [c for c in add_niveaux(rows, kept, catalogue=catalogue) if c.code in codes]
    return Somme(sorted(cellules, key=lambda cellule: cellule.cle), comptees)


def list_codes(mesure: AnyMesure) -> Ensemble:
    """What must be told for it to be counted."""
    return frozenset({mesure.numerateur.code, mesure.denominateur.code} if isinstance(mesure, Taux) else {mesure.code})


def list_partiels(somme: Somme, catalogue: Catalogue) -> list[str]:
    """The figures that fewer dispositifs tell than what they are counted out of: the base printed for all of them is not theirs."""
    entiers = {
        mesure.population.code: somme.dites[code]
        for code, mesure in catalogue.mesures.items()
        if isinstance(mesure, Effectif) and mesure.condition is None
    }
    return [
        code
        for code, mesure in catalogue.mesures.items()
        if any(
            entiers.get(population, somme.dites[code]) != somme.dites[code] for population in _list_populations(mesure)
        )
    ]


def _list_populations(mesure: AnyMesure) -> Ensemble:
    parts = (mesure.numerateur, mesure.denominateur) if isinstance(mesure, Taux) else (mesure,)
    return frozenset(part.population.code for part in parts)


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
