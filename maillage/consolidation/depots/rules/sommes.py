"""The network as the sum of its deposits, in any order, with how many of them each figure comes from.

A figure is counted over the deposits that tell all it is made of: a rate never has a numerator of 127 structures over a
denominator of 120.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from maillage.consolidation.cellules.niveaux import NATION, Lieu, add_niveaux
from maillage.indicateurs.calcul import DISPOSITIF, FRANCE
from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.mesures import AnyMesure, Taux, list_comptees

Ensemble = frozenset[str]
Place = tuple[str, str, str]  # measure, level, territory


@dataclass(frozen=True, slots=True)
class Somme:
    """`couverture`: from how many dispositifs each figure of each territory comes."""

    cellules: Sequence[Cellule]
    couverture: Mapping[Place, int]


def add_depots(depots: Mapping[str, Sequence[Cellule]], lieux: Mapping[str, Lieu], *, catalogue: Catalogue) -> Somme:
    """`depots`: the cells of each dispositif, by its public number."""
    population_de = {code: mesure.population.code for code, mesure in list_comptees(catalogue.mesures).items()}
    dites = {cle: frozenset(population_de[c.code] for c in cellules) for cle, cellules in depots.items()}
    cellules: list[Cellule] = []
    couverture: dict[Place, int] = {}
    for ensemble, mesures in _group(catalogue, set(dites.values())).items():
        kept = {cle: lieux.get(cle, Lieu()) for cle in sorted(depots) if ensemble <= dites[cle]}
        rows = [cellule for cle in kept for cellule in depots[cle]]
        codes = {mesure.code for mesure in mesures}
        cellules += [c for c in add_niveaux(rows, kept, catalogue=catalogue) if c.code in codes]
        for niveau, territoire, nombre in _count(kept):
            couverture.update(dict.fromkeys(((code, niveau, territoire) for code in codes), nombre))
    return Somme(sorted(cellules, key=lambda cellule: cellule.cle), couverture)


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


def _count(lieux: Mapping[str, Lieu]) -> Iterator[tuple[str, str, int]]:
    counts: dict[tuple[str, str], int] = {(FRANCE, NATION): len(lieux)}
    for cle, lieu in lieux.items():
        counts[DISPOSITIF, cle] = 1
        for niveau, code in (("region", lieu.region), ("departement", lieu.departement)):
            if code:
                counts[niveau, code] = counts.get((niveau, code), 0) + 1
    yield from ((niveau, territoire, nombre) for (niveau, territoire), nombre in counts.items())
