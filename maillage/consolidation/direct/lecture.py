"""Whether an acteur may read of whom a figure is made: what is only theirs to total is not listed by name (domaine 05 § 3)."""

from maillage.consolidation.direct.comptage import list_objets
from maillage.consolidation.direct.metiers import Metier, Objet
from maillage.consolidation.direct.permissions import Droit
from maillage.consolidation.direct.presentation import Detail
from maillage.indicateurs.lignes import list_colonnes
from maillage.indicateurs.mesures import AnyMesure, Effectif, Taux
from maillage.indicateurs.ventilations import Publics
from maillage.socle import permissions
from maillage.socle.acteur import Acteur


def find_objet(acteur: Acteur, metier: Metier, mesure: AnyMesure, detail: Detail) -> Objet | None:
    """What this acteur may open behind a cell; None: nothing."""
    reservees = {
        colonne for code, one in metier.variables.items() if one.is_reservee for colonne in one.colonnes or (code,)
    }
    if not permissions.can(acteur, Droit.VOIR_SITUATIONS) and _list_lues(mesure, detail) & reservees:
        return None
    return next((one for one in list_objets(metier, mesure) if permissions.can(acteur, one.droit)), None)


def can_voir_etats(acteur: Acteur, metier: Metier, variable: str) -> bool:
    """A refusal, or an answer that only waits to be carried over, is said to whoever keeps the file."""
    return permissions.can(acteur, Droit.VOIR_SITUATIONS) or not metier.variables[variable].is_reservee


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
