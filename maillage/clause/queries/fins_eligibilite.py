"""Persons whose eligibility soon ends, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from maillage.clause.models import MiseEmploi
from maillage.clause.queries.personnes import read_contrat, read_droits
from maillage.clause.queries.proches import write_case
from maillage.clause.rules.alertes import PREAVIS_ELIGIBILITE
from maillage.clause.rules.fins_eligibilite import EtatFin, Fin, find_fin
from maillage.clause.rules.validations import Contrat
from maillage.participants.models import Personne
from maillage.socle.acteur import Acteur


def list_fins(acteur: Acteur, *, on: date) -> dict[int, Fin]:
    """By person: three queries."""
    contrats: dict[int, list[Contrat]] = defaultdict(list)
    rows = MiseEmploi.objects.filter(
        dispositif=acteur.dispositif, personne__archivee_le=None, personne__anonymisee_le=None
    )
    for emploi in rows.defer("profil_scelle"):
        contrats[emploi.personne_id].append(read_contrat(emploi))
    droits = read_droits(list(contrats))
    found = {personne: find_fin(droits[personne], of, on=on) for personne, of in contrats.items()}
    return {personne: fin for personne, fin in found.items() if fin is not None}


def order_rows(fins: Mapping[int, Fin]) -> QuerySet[Any]:
    """Those that press most first: `rang`."""
    ordered = sorted(fins, key=lambda key: (fins[key].rang, key))
    rang = {key: place for place, key in enumerate(ordered)}
    return Personne.objects.filter(pk__in=ordered).annotate(rang=write_case("pk", rang.get, ordered))


def count_pressantes(fins: Mapping[int, Fin], *, on: date) -> tuple[int, int]:
    """Over with a contract under way; over within the notice, at work."""
    preavis = PREAVIS_ELIGIBILITE.get(on=on).valeur
    finies = sum(fin.etat is EtatFin.FINIE for fin in fins.values())
    bientot = sum(fin.etat is EtatFin.EN_CONTRAT and fin.count_jours(on=on) <= preavis for fin in fins.values())
    return finies, bientot
