"""What the boards of the directeur and of the coordinateur read of a dispositif: few queries, whatever its size."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from maillage.parcours.models import Quotite
from maillage.parcours.queries import indicateurs
from maillage.parcours.queries import protocole as protocoles
from maillage.parcours.rules.indicateurs.flux import FluxAnnuel, classify_sorties
from maillage.parcours.rules.indicateurs.nombres import Fenetre, Periode, make_fenetre
from maillage.parcours.rules.indicateurs.suivi import Temps
from maillage.parcours.rules.indicateurs.tableau import Donnees
from maillage.parcours.rules.pilotage import find_depuis, find_pendant
from maillage.socle.acteur import Acteur


@dataclass(frozen=True, slots=True)
class Tableau:
    """All that the page of a year, and its file, are made of. `protocole`: the version by which that year is read."""

    annee: int
    fenetre: Fenetre
    protocole: protocoles.Lu | None
    donnees: Donnees


def read_tableau(acteur: Acteur, annee: int, *, today: date) -> Tableau:
    fenetre = make_fenetre(annee, today=today)
    lu = protocoles.find_de_l_annee(protocoles.list_protocoles(acteur), annee, today=today)
    depuis = find_depuis(lu.version, lu.objectifs) if lu else None
    return Tableau(annee, fenetre, lu, read_donnees(acteur, pendant=find_pendant(fenetre), depuis=depuis))


def read_donnees(acteur: Acteur, *, pendant: Periode | None = None, depuis: date | None = None) -> Donnees:
    """Six queries (P4). `pendant`: what the indicators of these days are made of, and of any days among them; `depuis`: the
    parcours alone, since that day if it comes before."""
    rows = Quotite.objects.visible_to(acteur).values_list("referent", "du", "etp", "referent__au")
    parcours = Periode(min(pendant.debut, depuis), pendant.fin) if pendant and depuis else pendant
    return Donnees(
        indicateurs.list_parcours(acteur, pendant=parcours),
        indicateurs.list_etapes(acteur, pendant=pendant),
        [Temps(*row) for row in rows],
    )


def read_flux(acteur: Acteur, *, today: date) -> dict[int, FluxAnnuel]:
    """Entries and exits of each year until today, counted by the database: from the first entry on, the latest year first."""
    parcours = indicateurs.select_entres(acteur).filter(is_erreur=False, date_entree__lte=today)
    entrees = dict(parcours.order_by().values_list("date_entree__year").annotate(Count("pk")))
    types: dict[int, dict[str, int]] = defaultdict(dict)
    sorties = indicateurs.select_sorties(acteur).filter(parcours__is_erreur=False, parcours__date_sortie__lte=today)
    for annee, type, nombre in (
        sorties.order_by().values_list("parcours__date_sortie__year", "type").annotate(Count("pk"))
    ):
        types[annee][type] = nombre
    annees = range(today.year, min(entrees, default=today.year) - 1, -1)
    return {annee: FluxAnnuel(entrees.get(annee, 0), classify_sorties(types[annee])) for annee in annees}
