"""What a buyer reads of its lots: engaged, done, validated; totals only, none of a handful of people. Four queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from maillage.clause.models import DonneurOrdre, Engagement, EntrepriseDuLot, LigneHeures, Lot
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.marches import EN_TETE
from maillage.clause.queries.agreges import sum_externes
from maillage.clause.rules.engagements import Version, find_en_vigueur
from maillage.clause.rules.petits_effectifs import SEUIL, Cellule, mask
from maillage.clause.rules.realisation import Realisation

# Before the clause is agreed, the lot is the work of the facilitatrice and of nobody else; without a clause, no hours.
BROUILLONS = (EtatLot.REPERE, EtatLot.DIAGNOSTIQUE, EtatLot.CLAUSE_PROPOSEE, EtatLot.SANS_CLAUSE)
COMPTEES = (StatutLigne.DECLAREE, StatutLigne.VALIDEE)
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class LotLu:
    """`is_masque`: fewer people than the threshold, or what would give them away. `taux`: None where nothing is engaged."""

    lot: Lot
    entreprise: str
    engagees: Decimal | None
    realisees: Decimal
    validees: Decimal
    taux: Decimal | None
    is_masque: bool


@dataclass(frozen=True, slots=True)
class Lecture:
    lots: list[LotLu]
    engagees: Decimal
    realisees: Decimal
    validees: Decimal
    is_total: bool
    seuil: int

    @property
    def masques(self) -> int:
        return sum(lu.is_masque for lu in self.lots)


@dataclass(slots=True)
class _Somme:
    realisees: Decimal = ZERO
    validees: Decimal = ZERO
    valorisees: Decimal = ZERO


def read_lots(donneur: DonneurOrdre, *, on: date) -> Lecture:
    rows = Lot.objects.filter(marche__acheteur=donneur).exclude(etat__in=BROUILLONS).select_related("marche")
    lots = list(rows.order_by("-marche__engage_le", "marche__objet", "numero", "pk"))
    versions = _read_versions(lots)
    heads = dict(
        EntrepriseDuLot.objects.filter(lot__in=lots, au=None, role__in=sorted(EN_TETE)).values_list(
            "lot", "entreprise__nom"
        )
    )
    sommes, personnes = _read_heures(lots)
    seuil = SEUIL.get(on=on).valeur
    montre = mask(
        [Cellule(lot.pk, frozenset(personnes[lot.pk]), sommes[lot.pk].realisees) for lot in lots], seuil=seuil
    )
    lus = []
    for lot in lots:
        version = find_en_vigueur(versions[lot.pk], on=on)
        engagees, somme = version.heures if version else None, sommes[lot.pk]
        taux = Realisation(engagees, somme.valorisees).taux if engagees else None
        lus.append(
            LotLu(
                lot, heads.get(lot.pk, ""), engagees, somme.realisees, somme.validees, taux, lot.pk in montre.masquees
            )
        )
    return Lecture(
        lus, sum((lu.engagees or ZERO for lu in lus), ZERO), sum((s.realisees for s in sommes.values()), ZERO),
        sum((s.validees for s in sommes.values()), ZERO), montre.is_total, seuil,
    )  # fmt: skip


def _read_versions(lots: Sequence[Lot]) -> dict[int, list[Version]]:
    found: dict[int, list[Version]] = defaultdict(list)
    for row in Engagement.objects.filter(lot__in=lots):
        found[row.lot_id].append(row.version)
    return found


def _read_heures(lots: Sequence[Lot]) -> tuple[dict[int, Any], dict[int, set[int]]]:
    """By lot, the sums, and who worked them (their keys stay here)."""
    sommes: dict[int, _Somme] = defaultdict(_Somme)
    personnes: dict[int, set[int]] = defaultdict(set)
    rows = LigneHeures.objects.filter(Q(statut__in=COMPTEES), lot__in=lots).values_list(
        "lot", "mise_emploi__personne", "statut", "heures_reelles", "heures_valorisees"
    )
    for lot, personne, statut, reelles, valorisees in rows.iterator():
        somme = sommes[lot]
        somme.realisees += reelles
        personnes[lot].add(personne)
        if statut == StatutLigne.VALIDEE:
            somme.validees += reelles
            somme.valorisees += valorisees
    for lot, par_mois in sum_externes([lot.pk for lot in lots]).items():  # R12: in the hours, nobody in the people
        heures = sum(par_mois.values(), ZERO)
        sommes[lot].realisees += heures
        sommes[lot].validees += heures
        sommes[lot].valorisees += heures
    return sommes, personnes
