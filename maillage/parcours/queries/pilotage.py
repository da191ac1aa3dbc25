"""What the boards of the directeur and of the coordinateur read of a dispositif: few queries, whatever its size."""

from collections.abc import Sequence
from datetime import date

from maillage.parcours.models import Quotite
from maillage.parcours.queries import indicateurs
from maillage.parcours.rules.indicateurs.faits import ParcoursCompte
from maillage.parcours.rules.indicateurs.suivi import Temps
from maillage.parcours.rules.indicateurs.tableau import Donnees
from maillage.socle.acteur import Acteur


def read_donnees(acteur: Acteur) -> Donnees:
    """Six queries (P4): the indicators of every year come from them."""
    rows = Quotite.objects.visible_to(acteur).values_list("referent", "du", "etp", "referent__au")
    return Donnees(indicateurs.list_parcours(acteur), indicateurs.list_etapes(acteur), [Temps(*row) for row in rows])


def list_annees(parcours: Sequence[ParcoursCompte], *, today: date) -> list[int]:
    """From today back to the first entry, the latest first."""
    first = min((fait.entree.year for fait in parcours), default=today.year)
    return list(range(today.year, min(first, today.year) - 1, -1))
