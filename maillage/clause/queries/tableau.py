"""« Marchés par état »: the lots still followed, a few of each state, the nearest deadline first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When, Window
from django.db.models.functions import RowNumber

from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.queries.amont import A_PUBLIER, annotate_publication
from maillage.clause.queries.marches import FINAUX, select_lots
from maillage.socle.acteur import Acteur

E = EtatLot
PAR_COLONNE = 6
A_COMMENCER = (E.ATTRIBUE, E.NOTIFIE, E.PLANIFIE)
A_FINIR = (E.EN_EXECUTION, E.SUSPENDU, E.A_SOLDER, E.SOLDE)
EN_RETARD = (*A_PUBLIER, E.PUBLIE, *A_COMMENCER, *A_FINIR)


@dataclass(frozen=True, slots=True)
class Choix:
    """What the board is narrowed to."""

    acheteur: UUID | None = None
    operation: UUID | None = None
    suivi_par: int | None = None
    retard: bool = False


def select_tableau(acteur: Acteur, choix: Choix, *, on: date) -> QuerySet[Any]:
    """`echeance`: the next date that matters where the lot is; None when nobody wrote it."""
    rows = annotate_publication(select_lots(acteur)).exclude(etat__in=FINAUX)
    rows = rows.annotate(
        echeance=Case(
            When(etat__in=A_PUBLIER, then=F("publication")),
            When(etat__in=(E.PUBLIE, E.ANALYSE), then=F("marche__limite_le")),
            When(etat__in=A_COMMENCER, marche__debut__gte=on, then=F("marche__debut")),
            When(etat__in=(*A_COMMENCER, *A_FINIR), then=F("marche__fin_prevue")),
        )
    )
    if choix.acheteur:
        rows = rows.filter(marche__acheteur__uuid=choix.acheteur)
    if choix.operation:
        rows = rows.filter(marche__operation__uuid=choix.operation)
    if choix.suivi_par:
        rows = rows.filter(marche__suivi_par=choix.suivi_par)
    return rows.filter(select_retard(on)) if choix.retard else rows


def select_retard(on: date) -> Q:
    """Past its deadline where it stands: not published, not analysed, not finished."""
    return Q(echeance__lt=on, etat__in=EN_RETARD)


def is_en_retard(lot: Any, *, on: date) -> bool:
    return lot.echeance is not None and lot.echeance < on and lot.etat in EN_RETARD


@dataclass(frozen=True, slots=True)
class Colonne:
    lots: list[Any]
    total: int
    engagees: Decimal


def read_colonnes(acteur: Acteur, choix: Choix, *, on: date) -> Mapping[EtatLot, Colonne]:
    """Three queries: how many of each state, which are the first few of each, and what is told of those alone."""
    rows = select_tableau(acteur, choix, on=on)
    counts = rows.order_by().values("etat").annotate(combien=Count("pk"), heures=Sum("engagees"))
    totals = {row["etat"]: (row["combien"], row["heures"] or Decimal(0)) for row in counts}
    order = (F("echeance").asc(nulls_last=True), "marche__objet", "numero", "pk")
    ranked = rows.annotate(place=Window(RowNumber(), partition_by=F("etat"), order_by=order))
    places = list(ranked.filter(place__lte=PAR_COLONNE).order_by("place").values_list("pk", flat=True))
    found = {lot.pk: lot for lot in rows.filter(pk__in=places)}
    shown: dict[EtatLot, list[Any]] = {}
    for pk in places:
        shown.setdefault(EtatLot(found[pk].etat), []).append(found[pk])
    return {
        EtatLot(etat): Colonne(shown.get(EtatLot(etat), []), combien, heures)
        for etat, (combien, heures) in totals.items()
    }
