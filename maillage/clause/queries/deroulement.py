"""A lot under way: its plan, what was done of it, what its next steps ask, the decisions its steps rest on."""

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Min, Sum

from maillage.clause.models import (
    DecisionDuLot,
    EmploiDuLot,
    Engagement,
    LigneHeures,
    Lot,
    Penalite,
    PlanningPrevisionnel,
)
from maillage.clause.nomenclatures.emplois import ModeRealisation
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.suivi import StatutPenalite
from maillage.clause.queries.agreges import sum_externes
from maillage.clause.queries.bilans import has_final_transmis
from maillage.clause.queries.lots import list_versions
from maillage.clause.rules.engagements import find_en_vigueur
from maillage.clause.rules.gardes_aval import Execution
from maillage.clause.rules.planning import Mois
from maillage.socle.contexte import open_service
from maillage.socle.versions import read_empreinte

ZERO = Decimal(0)
TOTAUX = "déroulement d’un lot : totaux sans nom, à qui le suit"
CHAMPS_PLANNING = ("mois", "heures", "postes", "metier", "mode")


def find_engagement(versions: Collection[Engagement], *, on: date) -> Engagement | None:
    """The version in force; before the first one takes effect, the first one."""
    found = find_en_vigueur([v.version for v in versions], on=on)
    numero = found.numero if found else 1
    return next((v for v in versions if v.numero == numero), None)


@dataclass(frozen=True, slots=True)
class Plan:
    """`engagement`: what is to be planned; `mois`: how; `de`: the version they were written for, the last that has some."""

    engagement: Engagement | None
    de: Engagement | None = None
    rows: tuple[PlanningPrevisionnel, ...] = ()

    @property
    def is_a_jour(self) -> bool:
        return self.de is not None and self.engagement is not None and self.de.pk == self.engagement.pk

    @property
    def mois(self) -> list[Mois]:
        return [
            Mois(r.mois, r.heures, r.postes, r.metier, ModeRealisation(r.mode) if r.mode else None) for r in self.rows
        ]

    @property
    def heures(self) -> dict[date, Decimal]:
        return {row.mois: row.heures for row in self.rows}

    @property
    def version(self) -> str:
        """Of what is recorded for the version to plan."""
        if self.engagement is None:
            return ""
        rows = self.rows if self.is_a_jour else ()
        return "|".join([str(self.engagement.numero), *(read_empreinte(row, CHAMPS_PLANNING) for row in rows)])


def build_plan(versions: Collection[Engagement], rows: Mapping[int, list[PlanningPrevisionnel]], *, on: date) -> Plan:
    engagement, de = find_planifiee(versions, rows, on=on)
    return Plan(engagement, de, tuple(rows[de.pk]) if de else ())


def find_planifiee(
    versions: Collection[Engagement], planned: Container[int], *, on: date
) -> tuple[Engagement | None, Engagement | None]:
    """The version to plan, and the last one until it that has months. `planned`: the keys of those that have some."""
    engagement = find_engagement(versions, on=on)
    if engagement is None:
        return None, None
    known = [v for v in versions if v.numero <= engagement.numero and v.pk in planned]
    return engagement, max(known, key=lambda v: v.numero, default=None)


def read_plan(lot: Lot, *, on: date) -> Plan:
    versions = list_versions(lot)
    return build_plan(versions, list_planning([v.pk for v in versions]), on=on)


def list_planning(engagements: Iterable[int]) -> dict[int, list[PlanningPrevisionnel]]:
    """By version, in the order of the months."""
    found: dict[int, list[PlanningPrevisionnel]] = {}
    for row in PlanningPrevisionnel.objects.filter(engagement__in=list(engagements)).order_by("mois"):
        found.setdefault(row.engagement_id, []).append(row)
    return found


def list_prevues(engagements: Iterable[int]) -> dict[int, dict[date, Decimal]]:
    """Only the hours of each month, by version: of hundreds of lots, without an object per month."""
    found: dict[int, dict[date, Decimal]] = {}
    rows = PlanningPrevisionnel.objects.filter(engagement__in=list(engagements)).order_by("mois")
    for engagement, mois, heures in rows.values_list("engagement", "mois", "heures"):
        found.setdefault(engagement, {})[mois] = heures
    return found


@dataclass(frozen=True, slots=True)
class Heures:
    """`validees`: weighted, by month. `en_attente`: lines that nobody decided of, and their hours."""

    validees: Mapping[date, Decimal]
    lignes_en_attente: int = 0
    heures_en_attente: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        return sum(self.validees.values(), ZERO)


RIEN = Heures({})


def sum_heures(lots: Collection[int]) -> dict[int, Heures]:
    """Of each lot, in two queries; a lot without hours is absent. Whole, though nobody reads the lines of another structure."""
    with open_service(TOTAUX):
        return _sum_heures(lots)


def _sum_heures(lots: Collection[int]) -> dict[int, Heures]:
    rows = LigneHeures.objects.filter(lot__in=list(lots)).exclude(statut=StatutLigne.REJETEE)
    summed = rows.values("lot", "mois", "statut").annotate(heures=Sum("heures_valorisees"), lignes=Count("pk"))
    validees: dict[int, dict[date, Decimal]] = {}
    attente: dict[int, tuple[int, Decimal]] = {}
    for lot, par_mois in sum_externes(list(lots)).items():  # R12: declared in totals, and done all the same
        validees[lot] = dict(par_mois)
    for row in summed.order_by("lot", "mois"):
        if row["statut"] == StatutLigne.VALIDEE:
            mois = validees.setdefault(row["lot"], {})
            mois[row["mois"]] = mois.get(row["mois"], ZERO) + row["heures"]
        else:
            lignes, heures = attente.get(row["lot"], (0, ZERO))
            attente[row["lot"]] = (lignes + row["lignes"], heures + row["heures"])
    return {lot: Heures(validees.get(lot, {}), *attente.get(lot, (0, ZERO))) for lot in {*validees, *attente}}


def list_premiers(lots: Collection[int]) -> dict[int, date]:
    """The first day of the first contract of each lot that has one."""
    rows = EmploiDuLot.objects.filter(lot__in=list(lots)).values("lot").annotate(premier=Min("mise_emploi__debut"))
    with open_service(TOTAUX):
        return {row["lot"]: row["premier"] for row in rows.order_by("lot")}


def find_penalite(lot: Lot) -> Penalite | None:
    """The one that stands: the last proposed, unless it was replaced."""
    rows = Penalite.objects.filter(lot=lot).exclude(statut=StatutPenalite.REMPLACEE)
    return rows.select_related("piece").order_by("-pk").first()


def read_execution(lot: Lot, *, on: date, said: Mapping[str, Any] | None = None) -> Execution:
    """`said`: what the form of the step adds to what is recorded."""
    plan = read_plan(lot, on=on)
    heures = sum_heures([lot.pk]).get(lot.pk, RIEN)
    penalite = find_penalite(lot)
    said = said or {}
    return Execution(
        etat=EtatLot(lot.etat), engagees=plan.engagement.heures if plan.engagement else None, realisees=heures.total,
        planning=tuple(plan.mois) if plan.is_a_jour else (), premier_emploi=list_premiers([lot.pk]).get(lot.pk),
        fin_prevue=said.get("fin_prevue") or lot.marche.fin_prevue, en_attente=heures.lignes_en_attente,
        penalite=StatutPenalite(penalite.statut) if penalite else None, reference=said.get("reference") or "",
        raison=said.get("raison") or "", heures_finales=said.get("heures_finales"),
        has_bilan_final=lot.etat == EtatLot.SOLDE and has_final_transmis(lot),
    )  # fmt: skip


def list_decisions(lot: Lot) -> dict[int, DecisionDuLot]:
    """By the rank of the step that rests on it."""
    rows = DecisionDuLot.objects.filter(lot=lot).select_related("piece")
    return {row.rang: row for row in rows}
