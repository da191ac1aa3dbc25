"""What the boards of the directeur and of the coordinateur read of a dispositif: few queries, whatever its size."""

from collections import defaultdict
from datetime import date

from django.db.models import Count

from maillage.parcours.models import Parcours, Quotite, Sortie
from maillage.parcours.nomenclatures.etats import SORTIS
from maillage.parcours.queries import indicateurs
from maillage.parcours.rules.indicateurs.flux import FluxAnnuel, classify_sorties
from maillage.parcours.rules.indicateurs.nombres import Periode
from maillage.parcours.rules.indicateurs.suivi import Temps
from maillage.parcours.rules.indicateurs.tableau import Donnees
from maillage.socle.acteur import Acteur


def read_donnees(acteur: Acteur, *, pendant: Periode | None = None) -> Donnees:
    """Six queries (P4). `pendant`: what the indicators of these days are made of, and of any days among them."""
    rows = Quotite.objects.visible_to(acteur).values_list("referent", "du", "etp", "referent__au")
    return Donnees(
        indicateurs.list_parcours(acteur, pendant=pendant),
        indicateurs.list_etapes(acteur, pendant=pendant),
        [Temps(*row) for row in rows],
    )


def read_flux(acteur: Acteur, *, today: date) -> dict[int, FluxAnnuel]:
    """Entries and exits of each year until today, counted by the database: from the first entry on, the latest year first."""
    parcours = Parcours.objects.visible_to(acteur).filter(is_entree_provisoire=False, is_erreur=False)
    entrees = dict(
        parcours.filter(date_entree__lte=today).order_by().values_list("date_entree__year").annotate(Count("pk"))
    )
    types: dict[int, dict[str, int]] = defaultdict(dict)
    sorties = Sortie.objects.visible_to(acteur).filter(
        parcours__in=parcours,
        parcours__etat__in=SORTIS,
        rejetee_le=None,
        annulee_le=None,
        parcours__date_sortie__lte=today,
    )
    for annee, type, nombre in (
        sorties.order_by().values_list("parcours__date_sortie__year", "type").annotate(Count("pk"))
    ):
        types[annee][type] = nombre
    annees = range(today.year, min(entrees, default=today.year) - 1, -1)
    return {annee: FluxAnnuel(entrees.get(annee, 0), classify_sorties(types[annee])) for annee in annees}
