"""Markets, their lots and donneurs d'ordre within an acteur's reach: those of its dispositif."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from maillage.clause.models import DonneurOrdre, Engagement, EntrepriseDuLot, Lot, Marche
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.marches import EN_TETE
from maillage.clause.rules.etats import LOTS
from maillage.socle.acteur import Acteur

FINAUX = sorted(etat for etat in EtatLot if not LOTS[etat])


def select_lots(acteur: Acteur) -> QuerySet[Any]:
    """With the engagement in force, the company at the head, and how long the lot has been where it is."""
    last = Engagement.objects.filter(lot=OuterRef("pk")).order_by("-du", "-numero")
    head = EntrepriseDuLot.objects.filter(lot=OuterRef("pk"), au=None, role__in=sorted(EN_TETE))
    rows = Lot.objects.filter(dispositif=acteur.dispositif).select_related(
        "marche__acheteur", "marche__maitre_ouvrage", "marche__operation__maitre_ouvrage"
    )
    return rows.annotate(
        engagees=Subquery(last.values("heures")[:1]), tete=Subquery(head.values("entreprise__nom")[:1])
    )


@dataclass(frozen=True, slots=True)
class AReprendre:
    """How many lots wait: their offers have come, or their clause is still to be written."""

    offres: int
    amont: int


A_PREPARER = (EtatLot.REPERE, EtatLot.DIAGNOSTIQUE, EtatLot.CLAUSE_PROPOSEE)


def select_offres(on: date) -> Q:
    """Published, and the day of the offers is over."""
    return Q(etat=EtatLot.PUBLIE, marche__limite_le__lt=on)


def count_a_reprendre(acteur: Acteur, *, on: date) -> AReprendre:
    """In one query."""
    rows = Lot.objects.filter(dispositif=acteur.dispositif)
    found = rows.aggregate(
        offres=Count("pk", filter=select_offres(on)), amont=Count("pk", filter=Q(etat__in=A_PREPARER))
    )
    return AReprendre(found["offres"], found["amont"])


def get_lot(acteur: Acteur, uuid: UUID) -> Lot:
    found: Lot = select_lots(acteur).get(uuid=uuid)
    return found


def get_marche(acteur: Acteur, uuid: UUID) -> Marche:
    rows = Marche.objects.filter(dispositif=acteur.dispositif).select_related("acheteur", "maitre_ouvrage", "operation")
    return rows.get(uuid=uuid)


def select_donneurs(acteur: Acteur) -> QuerySet[Any]:
    """With how many of their lots are followed, and how many still are."""
    vivants = ~Q(marches__lots__etat__in=FINAUX)
    return DonneurOrdre.objects.filter(dispositif=acteur.dispositif).annotate(
        lots=Count("marches__lots"), en_cours=Count("marches__lots", filter=vivants & Q(marches__lots__isnull=False))
    )


def get_donneur(acteur: Acteur, uuid: UUID) -> DonneurOrdre:
    return DonneurOrdre.objects.filter(dispositif=acteur.dispositif).get(uuid=uuid)
