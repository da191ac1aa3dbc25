"""Markets, their lots and donneurs d'ordre within an acteur's reach: the lots its structure follows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from maillage.clause.models import DonneurOrdre, Engagement, EntrepriseDuLot, Lot, Marche, PartEngagement
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.marches import EN_TETE
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.portee import annotate_roles, select_suivis_lots
from maillage.clause.rules.etats import LOTS
from maillage.socle.acteur import Acteur

FINAUX = sorted(etat for etat in EtatLot if not LOTS[etat])


def select_lots(acteur: Acteur) -> QuerySet[Any]:
    """With the engagement in force, the company at the head, who leads the lot and what one is on it."""
    last = Engagement.objects.filter(lot=OuterRef("pk")).order_by("-du", "-numero")
    head = EntrepriseDuLot.objects.filter(lot=OuterRef("pk"), au=None, role__in=sorted(EN_TETE))
    rows = select_suivis_lots(acteur).select_related(
        "marche__acheteur", "marche__maitre_ouvrage", "marche__operation__maitre_ouvrage", "marche__lieu_commune"
    )
    return annotate_roles(rows, acteur).annotate(
        engagees=Subquery(last.values("heures")[:1]), tete=Subquery(head.values("entreprise__nom")[:1])
    )


def select_partages(acteur: Acteur) -> QuerySet[Any]:
    """Those that another structure follows too, with how many do, and the hours one answers for."""
    mine = PartEngagement.objects.filter(lot=OuterRef("pk"), structure=acteur.dispositif)
    mine = mine.order_by("-repartition__engagement__numero", "-repartition__rang")
    return select_lots(acteur).annotate(ma_part=Subquery(mine.values("heures")[:1])).filter(structures__gt=1)


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
    """Of those one leads, in one query."""
    rows = select_suivis_lots(acteur, RoleSuivi.PILOTE)
    found = rows.aggregate(
        offres=Count("pk", filter=select_offres(on)), amont=Count("pk", filter=Q(etat__in=A_PREPARER))
    )
    return AReprendre(found["offres"], found["amont"])


def get_lot(acteur: Acteur, uuid: UUID) -> Lot:
    found: Lot = select_lots(acteur).get(uuid=uuid)
    return found


def get_marche(acteur: Acteur, uuid: UUID) -> Marche:
    """One with a lot that the structure follows, or its own without a lot yet."""
    seul = ~Exists(Lot.objects.filter(marche=OuterRef("pk")))
    mine = Q(pk__in=select_suivis_lots(acteur).values("marche")) | Q(seul, dispositif=acteur.dispositif)
    return (
        Marche.objects.filter(mine)
        .select_related("acheteur", "maitre_ouvrage", "operation", "lieu_commune")
        .get(uuid=uuid)
    )


def select_donneurs(acteur: Acteur, *, avec: Collection[int] = ()) -> QuerySet[Any]:
    """With how many of their lots are followed, and how many still are. `avec`: those of a market led for another."""
    vivants = ~Q(marches__lots__etat__in=FINAUX)
    return DonneurOrdre.objects.filter(Q(dispositif=acteur.dispositif) | Q(pk__in=avec)).annotate(
        lots=Count("marches__lots"), en_cours=Count("marches__lots", filter=vivants & Q(marches__lots__isnull=False))
    )


def get_donneur(acteur: Acteur, uuid: UUID) -> DonneurOrdre:
    return DonneurOrdre.objects.filter(dispositif=acteur.dispositif).get(uuid=uuid)
