"""What was done of a lot: engaged, declared, validated; by month, company, employer; contracts and persons (R10)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from maillage.clause.models import LigneHeures, Lot
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.queries.agreges import sum_externes
from maillage.clause.queries.lots import find_engagees, list_versions
from maillage.clause.queries.ressemblances import read_participants
from maillage.clause.rules.denombrements import Denombrement, count_distincts
from maillage.clause.rules.realisation import Realisation
from maillage.participants.models import Personne
from maillage.socle.contexte import open_service

ZERO = Decimal(0)
V, D = StatutLigne.VALIDEE, StatutLigne.DECLAREE
EXTERNES = "Structures non équipées (relevés agrégés)"


@dataclass(frozen=True, slots=True)
class Part:
    """Hours under one heading: a month, a company, an employer. `valorisees`: validated, with their coefficients."""

    libelle: Any
    validees: Decimal
    valorisees: Decimal
    declarees: Decimal
    contrats: int = 0


@dataclass(frozen=True, slots=True)
class Suivi:
    """`engagees`: None where none is asked, or not yet. `reelles` count everywhere, `valorisees` for the rate of the lot.

    `externes`: among both, what structures that are not in Maillage declared; nobody of theirs is counted (R12).
    """

    engagees: Decimal | None
    reelles: Decimal
    valorisees: Decimal
    declarees: Decimal
    rejetees: Decimal
    ecartees: Decimal
    contrats: int
    personnes: int
    mois: list[Part] = field(default_factory=list)
    entreprises: list[Part] = field(default_factory=list)
    employeurs: list[Part] = field(default_factory=list)
    externes: Decimal = ZERO

    @property
    def realisation(self) -> Realisation:
        return Realisation(self.engagees or ZERO, self.valorisees)

    @property
    def has_heures(self) -> bool:
        return bool(self.mois)


def read_suivi(lot: Lot, *, on: date, structure: int | None = None) -> Suivi:
    """A constant number of queries, whatever the lines. `structure`: only what it has the credit of.

    In a service context: a shared lot is counted whole, though nobody reads the people of another structure.
    """
    with open_service("suivi d’un lot : totaux sans nom, à qui le suit"):
        rows = LigneHeures.objects.filter(lot=lot)
        found = _read_suivi(lot, rows.filter(creditrice=structure) if structure else rows, on=on)
        return found if structure else _add_externes(found, sum_externes([lot.pk]).get(lot.pk, {}))


def _add_externes(found: Suivi, par_mois: Mapping[date, Decimal]) -> Suivi:
    if not par_mois:
        return found
    total = sum(par_mois.values(), ZERO)
    mois = {part.libelle: part for part in found.mois}
    for libelle, heures in par_mois.items():
        part = mois.get(libelle, Part(libelle, ZERO, ZERO, ZERO))
        mois[libelle] = replace(part, validees=part.validees + heures, valorisees=part.valorisees + heures)
    autres = Part(EXTERNES, total, total, ZERO)
    return replace(
        found, reelles=found.reelles + total, valorisees=found.valorisees + total, externes=total,
        mois=[mois[libelle] for libelle in sorted(mois)], entreprises=[*found.entreprises, autres],
        employeurs=[*found.employeurs, autres],
    )  # fmt: skip


def _read_suivi(lot: Lot, rows: QuerySet[LigneHeures], *, on: date) -> Suivi:
    sums = _sum(rows)
    par_statut = rows.aggregate(
        rejetees=Sum("heures_reelles", filter=Q(statut=StatutLigne.REJETEE)), ecartees=Sum("heures_ecartees")
    )
    comptes = read_comptes(rows)
    return Suivi(
        engagees=find_engagees(list_versions(lot), on=on), reelles=sums["validees"] or ZERO,
        valorisees=sums["valorisees"] or ZERO, declarees=sums["declarees"] or ZERO,
        rejetees=par_statut["rejetees"] or ZERO, ecartees=par_statut["ecartees"] or ZERO, contrats=comptes.contrats.reseau,
        personnes=comptes.personnes.reseau, mois=_list_parts(rows, "mois"), entreprises=_list_parts(rows, "entreprise__nom"),
        employeurs=_list_parts(rows, "mise_emploi__employeur__nom"),
    )  # fmt: skip


SOMMES = {
    "validees": Sum("heures_reelles", filter=Q(statut=V)),
    "valorisees": Sum("heures_valorisees", filter=Q(statut=V)),
    "declarees": Sum("heures_reelles", filter=Q(statut=D)),
}


def _sum(rows: QuerySet[LigneHeures]) -> Mapping[str, Decimal | None]:
    return rows.aggregate(**SOMMES)


def _list_parts(rows: QuerySet[LigneHeures], champ: str) -> list[Part]:
    found = rows.order_by(champ).values(champ).annotate(
        **SOMMES, contrats=Count("mise_emploi", filter=Q(statut__in=(V, D)), distinct=True)
    )  # fmt: skip
    return [
        Part(row[champ], row["validees"] or ZERO, row["valorisees"] or ZERO, row["declarees"] or ZERO, row["contrats"])
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class Comptes:
    """Distinct at the level asked, never added from one structure to another."""

    contrats: Denombrement
    personnes: Denombrement


def read_comptes(rows: QuerySet[LigneHeures]) -> Comptes:
    """Those of whom validated hours remain once corrected: a contract whose hours were all taken back counts no more.

    One query, two when several structures count. Within a structure a person has one file; between structures, the network's key tells them (R9).
    """
    net = rows.filter(statut=V).order_by().values("dispositif", "mise_emploi", "mise_emploi__personne")
    kept = net.annotate(total=Sum("heures_reelles")).filter(total__gt=0)
    faits = list(kept.values_list("dispositif", "mise_emploi", "mise_emploi__personne"))
    cles = _read_cles({p for _, _, p in faits}) if len({structure for structure, _, _ in faits}) > 1 else {}
    return Comptes(
        count_distincts((structure, contrat) for structure, contrat, _ in faits),
        count_distincts((structure, cles.get(personne, personne)) for structure, _, personne in faits),
    )


def _read_cles(personnes: Collection[int]) -> dict[int, str]:
    """Of those whose identity is whole; the others stay told by their file. Two files said to be one are one."""
    return read_participants(Personne.objects.filter(pk__in=personnes))
