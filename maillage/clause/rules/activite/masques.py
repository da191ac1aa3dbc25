"""What several structures show of few people (domaine 02 § 6): nothing, and nothing from which it could be deduced."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from maillage.clause.rules.activite.faits import Comptes
from maillage.socle.parametres import fixe

PETIT_EFFECTIF = fixe(
    "petit_effectif_clause", "Personnes en dessous desquelles un chiffre ne se montre pas", "personnes", 5,
    "proposition du projet, à confirmer par Alliance Villes Emploi", a_confirmer=True,
)  # fmt: skip

K = TypeVar("K", bound=Hashable)


def is_petit(comptes: Comptes, *, seuil: int) -> bool:
    """Somebody, and too few: no one at all says nothing of anybody."""
    return bool(comptes.heures) and comptes.participants < seuil


def list_masquees(par_structure: Mapping[K, Comptes], *, seuil: int) -> set[K]:
    """The structures whose people and hours are not shown: the total less the others tells the hidden ones together, so
    the next smallest are hidden with them until there are two of them, and people enough."""
    masquees = {cle for cle, comptes in par_structure.items() if is_petit(comptes, seuil=seuil)}
    others = sorted(
        (comptes.participants, rang, cle)
        for rang, (cle, comptes) in enumerate(par_structure.items())
        if comptes.heures and cle not in masquees
    )
    while masquees and others and (len(masquees) < 2 or sum(par_structure[c].participants for c in masquees) < seuil):
        masquees.add(others.pop(0)[2])
    return masquees
