"""Asks a table of droits. Each domain declares one table; this module only reads them.

A droit is granted when every predicate of at least one row holds. Predicates on the acteur come from
`sur_acteur`, predicates on the object from `sur_cible`: without an object only the former are asked,
which is the question « may this role open the page at all ? ».
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from maillage.socle.acteur import Acteur


@dataclass(frozen=True, slots=True)
class Predicat:
    libelle: str
    holds: Callable[[Acteur, Any], bool]
    on_cible: bool


def sur_acteur(libelle: str, holds: Callable[[Acteur], bool]) -> Predicat:
    return Predicat(libelle, lambda acteur, _: holds(acteur), on_cible=False)


def sur_cible(libelle: str, holds: Callable[[Acteur, Any], bool]) -> Predicat:
    return Predicat(libelle, holds, on_cible=True)


def has_role(*roles: str) -> Predicat:
    return sur_acteur(" ou ".join(roles), lambda acteur: acteur.role in roles)


connecte = sur_acteur("toute personne connectée", lambda acteur: not acteur.is_anonyme)
same_dispositif = sur_cible("même dispositif", lambda acteur, cible: cible.dispositif_id in acteur.dispositifs)

Table = Mapping[StrEnum, Sequence[Sequence[Predicat]]]
TABLES: dict[str, Table] = {}
CONDITIONS: dict[str, Predicat] = {}


class DroitRefuse(Exception):
    """The acteur lacks the droit; the message is fit for them."""


def declare(domaine: str, table: Table, *, si: Predicat | None = None) -> Table:
    """Makes a domain's table known to the page « Qui peut quoi » and to the matrix test.

    `si`: asked of the acteur before the table. Where it does not hold, the domain does not exist: no droit of it is
    granted, whatever the role, so that no line of the navigation shows; and its addresses are missing pages.
    """
    TABLES[domaine] = table
    if si is not None:
        CONDITIONS[domaine] = si
    return table


def is_servi(acteur: Acteur, droit: StrEnum) -> bool:
    """Whether the domain of this droit exists where this acteur works."""
    domaine = next((domaine for domaine, table in TABLES.items() if droit in table), "")
    condition = CONDITIONS.get(domaine)
    return condition is None or condition.holds(acteur, None)


def can(acteur: Acteur, droit: StrEnum, cible: Any = None) -> bool:
    if not is_servi(acteur, droit):
        return False
    rows = next((table[droit] for table in TABLES.values() if droit in table), ())
    return any(all(p.holds(acteur, cible) for p in row if cible is not None or not p.on_cible) for row in rows)


def check(acteur: Acteur, droit: StrEnum, cible: Any = None) -> None:
    if not is_servi(acteur, droit):
        raise DroitRefuse(
            "Votre dispositif ne fait pas cela. Si vous travaillez pour plusieurs, changez en haut de la page."
        )
    if not can(acteur, droit, cible):
        raise DroitRefuse(
            f"Votre rôle ne permet pas de « {droit.value} ». Demandez-le à la direction de votre dispositif."
        )
