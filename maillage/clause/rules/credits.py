"""When the credit of hours passes from one structure to another (R6): before they are decided, and by both."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from maillage.clause.nomenclatures.heures import StatutLigne


@dataclass(frozen=True, slots=True)
class Ligne:
    """Where a line stands, and whose credit it is."""

    cle: int
    statut: StatutLigne
    creditrice: int


def check_credit(
    lignes: Collection[Ligne], *, demandeuse: int, ancienne: int, nouvelle: int, repondantes: Collection[int]
) -> str | None:
    """Why these lines are not asked for; None if they may be. `repondantes`: those that lead the lot or take part in it."""
    if not lignes:
        return "Choisissez au moins une ligne d’heures."
    if nouvelle == ancienne:
        return "Choisissez une autre structure que celle qui en a déjà le crédit."
    if demandeuse not in (ancienne, nouvelle):
        return "Le crédit se change entre la structure qui l’a et celle qui l’aurait : c’est à l’une des deux de le proposer."
    if nouvelle not in repondantes:
        return "Choisissez une structure qui pilote le lot ou y participe : une observatrice ne compte pas d’heures."
    if len(keep_changeables(lignes, ancienne=ancienne)) < len(lignes):
        return "Une de ces lignes est déjà validée, rejetée, ou n’est pas comptée par cette structure : décochez-la, ou rechargez la page."
    return None


def keep_changeables(lignes: Iterable[Ligne], *, ancienne: int) -> frozenset[int]:
    """A decided line keeps its credit: what was validated does not move."""
    return frozenset(
        ligne.cle for ligne in lignes if ligne.statut is StatutLigne.DECLAREE and ligne.creditrice == ancienne
    )
