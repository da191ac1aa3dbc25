"""What the page of a lot says once it is notified: what calls for somebody, the trajectory, what the balance still lacks."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from maillage.clause.figures.trajectoire import build_trajectoire
from maillage.clause.models import Controle, DecisionDuLot, Lot
from maillage.clause.nomenclatures.lots import EtatLot, Phase
from maillage.clause.queries import deroulement as queries
from maillage.clause.queries.alertes import find_alertes
from maillage.clause.queries.demeures import list_demeures
from maillage.clause.rules.alertes import Vers
from maillage.clause.rules.gardes_aval import list_manques_aval
from maillage.clause.rules.penalites import PENALISABLES
from maillage.clause.rules.realisation import Realisation
from maillage.socle.refus import Manque

E = EtatLot
# The step that a lot under way prepares, whose guard is told beforehand.
PREPARE = {E.NOTIFIE: E.PLANIFIE, E.A_SOLDER: E.SOLDE, E.SOLDE: E.CLOS}
PLANNING, PENALITE, ENGAGEMENT = "clause:lot_planning", "clause:lot_penalite", "clause:lot_engagement"
ADRESSES = {Vers.PLANNING: PLANNING, Vers.ENGAGEMENT: ENGAGEMENT}
# Pages of the whole service, narrowed to the lot.
DU_SERVICE = {
    Vers.HEURES: "clause:heures_a_valider",
    Vers.PERSONNES: "clause:personnes",
    Vers.EMPLOIS: "clause:personnes",
}
MANQUES = {"planning": PLANNING, "penalite": PENALITE}


@dataclass(frozen=True, slots=True)
class AlerteLue:
    """`adresse`: empty for whoever only reads."""

    titre: str
    pourquoi: str
    geste: str
    adresse: str


def is_suivi(lot: Lot) -> bool:
    return lot.phase == Phase.AVAL and lot.etat != E.ATTRIBUE


def read_avancement(lot: Lot, *, today: date, peut_tenir: bool) -> dict[str, Any]:
    """Nothing before the notification."""
    if not is_suivi(lot):
        return {}
    plan, heures = queries.read_plan(lot, on=today), queries.sum_heures([lot.pk]).get(lot.pk, queries.RIEN)
    engagees = plan.engagement.heures if plan.engagement else None
    realisation = Realisation(engagees or queries.ZERO, heures.total)
    controles = Controle.objects.filter(lot=lot)
    avancement = {
        "plan": plan, "heures": heures, "engagees": engagees,
        "manquantes": realisation.manquantes,
        "figure": build_trajectoire(plan.heures, heures.validees, engagees=engagees or queries.ZERO, today=today),
        "alertes": list_alertes(lot, today=today, peut_tenir=peut_tenir),
        "penalite": queries.find_penalite(lot), "is_penalisable": lot.etat in (E.A_SOLDER, E.RESILIE),
        "demeures": list_demeures(lot), "is_executable": lot.etat in PENALISABLES,
        "controles": len(controles), "controles_ouverts": sum(c.is_ouvert for c in controles),
        "preparation": list_preparation(lot, today=today) if peut_tenir else [],
    }  # fmt: skip
    return {"avancement": avancement}


def list_alertes(lot: Lot, *, today: date, peut_tenir: bool) -> list[AlerteLue]:
    return [
        AlerteLue(a.libelle, a.pourquoi, a.geste, _lead(lot, a.vers) if peut_tenir else "")
        for a in find_alertes(lot, on=today)
    ]


def _lead(lot: Lot, vers: Vers) -> str:
    if vers in DU_SERVICE:
        return f"{reverse(DU_SERVICE[vers])}?lot={lot.uuid}"
    return place(lot, ADRESSES[vers])


def place(lot: Lot, name: str) -> str:
    return reverse(name, args=[lot.uuid]) if name else ""


def list_preparation(lot: Lot, *, today: date) -> list[tuple[str, str]]:
    """What the next step still lacks, each with the page that mends it."""
    vers = PREPARE.get(E(lot.etat))
    if vers is None:
        return []
    return tell_manques(lot, list_manques_aval(queries.read_execution(lot, on=today), vers=vers, le=today))


def tell_manques(lot: Lot, manques: Iterable[Manque], *, sauf: Collection[str] = ()) -> list[tuple[str, str]]:
    """Each reason and the page that mends it; `sauf`: the fields of the form, which say theirs themselves."""
    return [(m.phrase, _mend(lot, m.champ)) for m in manques if m.champ not in sauf]


def _mend(lot: Lot, champ: str) -> str:
    if champ == "heures":
        return _lead(lot, Vers.HEURES)
    if champ == "bilan":
        return f"{reverse('clause:bilan_nouveau')}?objet=lot:{lot.uuid}"
    return place(lot, MANQUES.get(champ, ""))


def tell_decision(decision: DecisionDuLot | None) -> str:
    """What a step of the history rests on, in one line."""
    return " · ".join(filter(None, (decision.reference, decision.raison))) if decision else ""
