"""Who gives to the magnitudes of a deposit, as it travels: how many, and the largest; checked against the cells themselves."""

from collections.abc import Mapping, Sequence
from typing import Any

from maillage.indicateurs.apports import Apport, Grandeur, list_cles

MANQUANTS = "Ce dépôt ne dit pas qui donne ses heures (« contributeurs »). Exportez-le avec les définitions en vigueur."


def read_apports(
    rows: Any, grandeurs: Sequence[Grandeur], sommes: Mapping[str, int]
) -> tuple[tuple[Apport, ...], list[str]]:
    """`sommes`: what each case adds up to, where the deposit has its cell. None at all: nobody could tell, and each sum will be
    held for that of one contributor."""
    if not isinstance(rows, list) or not all(_is_ligne(row) for row in rows):
        return (), [MANQUANTS]
    found = {(row[0], row[1]): Apport(*row) for row in rows}
    attendues = set(list_cles(grandeurs))
    if not rows:
        return (), []
    if found.keys() != attendues or len(rows) != len(found):
        return (), [MANQUANTS]
    refus = [phrase for one in found.values() if (phrase := _check(one, sommes))]
    return tuple(found[cle] for cle in sorted(found)), refus[:1]


def _is_ligne(row: Any) -> bool:
    return (
        isinstance(row, list) and len(row) == 4 and all(isinstance(one, str) for one in row[:2])
        and all(isinstance(one, int) and not isinstance(one, bool) and 0 <= one < 2**53 for one in row[2:])
    )  # fmt: skip


def _check(one: Apport, sommes: Mapping[str, int]) -> str:
    """So many contributors, none of them above the largest, cannot give more than that."""
    if (one.nombre == 0) != (one.plus_gros == 0) or one.nombre * one.plus_gros < sommes.get(one.cas, 0):
        return f"Les contributeurs de « {one.cas} » ne peuvent pas donner ce que ce dépôt en compte. Recomptez, puis déposez."
    return ""
