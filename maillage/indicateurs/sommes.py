"""The rows of a deposit: a cell without what the deposit says once for all (who, when, which versions). They add up as they are.

To add the deposits of a country, its cells need not be made one by one: only those of the sum are.
"""

from collections.abc import Iterable
from typing import Any

# Measure, ventilation, modality, numerator, base, not known, then how many rows have each value.
Ligne = list[Any]
Place = tuple[str, str, str]


def add_lignes(depots: Iterable[Iterable[Ligne]]) -> list[Ligne]:
    """Place by place, whatever the order; a place that one deposit does not have counts nothing there."""
    nombres: dict[Place, list[int]] = {}
    histogrammes: dict[Place, dict[int, int]] = {}
    for lignes in depots:
        for code, ventilation, modalite, numerateur, base, inconnus, histogramme in lignes:
            place = (code, ventilation, modalite)
            known = nombres.get(place)
            if known is None:
                nombres[place] = [numerateur, base, inconnus]
            else:
                known[0] += numerateur
                known[1] += base
                known[2] += inconnus
            if histogramme:
                values = histogrammes.setdefault(place, {})
                for value, count in histogramme:
                    values[value] = values.get(value, 0) + count
    return [
        [*place, *nombres[place], sorted([value, count] for value, count in histogrammes.get(place, {}).items())]
        for place in sorted(nombres)
    ]
