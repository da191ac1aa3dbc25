"""Whether an acteur may read of whom a figure is made: what is only theirs to total is not listed by name (domaine 05 § 3)."""

from maillage.consolidation.direct.nomenclatures import VARIABLES, Variable
from maillage.consolidation.direct.permissions import Droit
from maillage.consolidation.direct.presentation import Detail
from maillage.indicateurs.lignes import list_colonnes
from maillage.indicateurs.mesures import AnyMesure, Effectif, Taux
from maillage.indicateurs.ventilations import Publics
from maillage.socle import permissions
from maillage.socle.acteur import Acteur

RESERVEES = frozenset(variable.value for variable, d in VARIABLES.items() if d.is_reservee)


def can_lister(acteur: Acteur, mesure: AnyMesure, detail: Detail) -> bool:
    return permissions.can(acteur, Droit.VOIR_SITUATIONS) or not _list_lues(mesure, detail) & RESERVEES


def can_voir_etats(acteur: Acteur, variable: Variable) -> bool:
    """A refusal, or an answer that only waits to be carried over, is said to whoever keeps the file."""
    return permissions.can(acteur, Droit.VOIR_SITUATIONS) or not VARIABLES[variable].is_reservee


def _list_lues(mesure: AnyMesure, detail: Detail) -> frozenset[str]:
    """The columns of facts that decide who is counted."""
    parts = (mesure.numerateur, mesure.denominateur) if isinstance(mesure, Taux) else (mesure,)
    found: frozenset[str] = frozenset()
    for part in parts:
        expressions = [part.condition] if part.condition is not None else []
        if not isinstance(part, Effectif):
            expressions.append(part.valeur)
        if isinstance(detail.ventilation, Publics):
            expressions.append(detail.ventilation.questions[detail.modalite].condition)
        elif detail.ventilation is not None:
            expressions.append(detail.ventilation.colonne)
        for expression in expressions:
            found |= list_colonnes(part.population, expression)
    return found
