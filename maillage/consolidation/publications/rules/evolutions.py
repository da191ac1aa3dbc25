"""Two years side by side: as each was told, then over the dispositifs that told both, with the same definition or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from maillage.consolidation.cellules.niveaux import NATION
from maillage.consolidation.depots.rules.sommes import list_codes
from maillage.indicateurs.calcul import FRANCE
from maillage.indicateurs.catalogue import Catalogue, Chapitre
from maillage.indicateurs.cellules import TOTAL, Cellule, add_up
from maillage.indicateurs.mesures import AnyMesure, Taux
from maillage.indicateurs.valeurs import derive, derive_base

Depots = Mapping[str, Sequence[Cellule]]


@dataclass(frozen=True, slots=True)
class Valeur:
    """`base`: as it is read, hours and not hundredths. `dispositifs`: how many, of the `deposants`, told all it is made of."""

    valeur: Decimal | None
    base: Decimal
    dispositifs: int
    deposants: int


@dataclass(frozen=True, slots=True)
class Evolution:
    """`constant`: the two years over the same dispositifs; None when the definition changed between them."""

    mesure: AnyMesure
    avant: Valeur | None
    apres: Valeur | None
    constant: tuple[Valeur, Valeur] | None
    is_redefinie: bool


def compare(catalogue: Catalogue, avant: Depots, apres: Depots) -> list[tuple[Chapitre, list[Evolution]]]:
    """The nation, by chapter, the measures that the network numbers; not what is only read broken down."""
    return [
        (chapitre, [_compare(mesure, avant, apres) for mesure in chapitre.mesures if mesure.repere and not _is_partage(mesure)])
        for chapitre in catalogue.chapitres
    ]  # fmt: skip


def _is_partage(mesure: AnyMesure) -> bool:
    """A whole over itself: it is always 100 %, and says something of its parts alone."""
    return isinstance(mesure, Taux) and mesure.numerateur is mesure.denominateur


def _compare(mesure: AnyMesure, avant: Depots, apres: Depots) -> Evolution:
    first, second = _keep(avant, mesure), _keep(apres, mesure)
    both = first.keys() & second.keys()
    is_redefinie = any(_list_versions(first[cle]) != _list_versions(second[cle]) for cle in both)
    constant = None
    if both and not is_redefinie:
        same = [_add({cle: depots[cle] for cle in both}, mesure, len(both)) for depots in (first, second)]
        constant = (same[0], same[1]) if same[0] and same[1] else None
    return Evolution(mesure, _add(first, mesure, len(avant)), _add(second, mesure, len(apres)), constant, is_redefinie)


def _keep(depots: Depots, mesure: AnyMesure) -> dict[str, list[Cellule]]:
    """Of the dispositifs that tell all of it, the cells it is made of, not broken down."""
    codes = list_codes(mesure)
    found = {
        cle: [c for c in cellules if c.code in codes and c.ventilation == TOTAL] for cle, cellules in depots.items()
    }
    return {cle: cellules for cle, cellules in found.items() if {c.code for c in cellules} == codes}


def _list_versions(cellules: Sequence[Cellule]) -> frozenset[tuple[str, int]]:
    return frozenset((cellule.code, cellule.version) for cellule in cellules)


def _add(depots: Depots, mesure: AnyMesure, deposants: int) -> Valeur | None:
    rows = [cellule for cellules in depots.values() for cellule in cellules]
    if not rows:
        return None
    found = {c.code: c for c in add_up(rows, niveau=FRANCE, territoires=dict.fromkeys(depots, NATION))}
    if isinstance(mesure, Taux):
        base = found[mesure.denominateur.code].numerateur
        cellule = found[mesure.numerateur.code]._replace(base=base)
    else:
        cellule = found[mesure.code]
    return Valeur(derive(mesure, cellule), derive_base(mesure, cellule), len(depots), deposants)
