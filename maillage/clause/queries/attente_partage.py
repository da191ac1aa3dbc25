"""What waits for somebody on the lots that a structure shares: a query each, however many the lots."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from maillage.clause.models import AvisSurPart, Doublon, Lot, PartEngagement, Repartition
from maillage.clause.nomenclatures.partage import Avis, OrigineRepartition, RoleSuivi
from maillage.clause.portee import select_suivis_lots
from maillage.clause.queries.partage import list_recues as list_recues
from maillage.socle.acteur import Acteur


def select_dernieres(*, annonce: bool = False) -> QuerySet[Any]:
    """The sharing-outs that hold: of the last version shared, the last rang. `annonce`: as structures were told of them."""
    later = Repartition.objects.filter(lot=OuterRef("lot"))
    rows = Repartition.objects.all()
    if annonce:
        later, rows = (q.exclude(origine=OrigineRepartition.TRANSFERT) for q in (later, rows))
    newer = later.filter(engagement__numero__gt=OuterRef("engagement__numero"))
    redone = later.filter(engagement=OuterRef("engagement"), rang__gt=OuterRef("rang"))
    return rows.filter(~Exists(newer), ~Exists(redone))


def list_a_confirmer(acteur: Acteur) -> list[Lot]:
    waiting = select_dernieres().filter(annoncee_le=None)
    rows = select_suivis_lots(acteur, RoleSuivi.PILOTE).filter(pk__in=waiting.values("lot"))
    return list(rows.select_related("marche").order_by("marche__objet", "numero"))


def list_contestations(acteur: Acteur) -> list[AvisSurPart]:
    lots = select_suivis_lots(acteur, RoleSuivi.PILOTE)
    rows = AvisSurPart.objects.filter(lot__in=lots, avis=Avis.CONTESTATION, repondue_le=None)
    return list(rows.select_related("lot__marche", "structure").order_by("le", "pk"))


def list_parts_a_lire(acteur: Acteur) -> list[PartEngagement]:
    """Announced, neither agreed to nor contested yet; the caller looks at the delay."""
    said = AvisSurPart.objects.filter(repartition=OuterRef("repartition"), structure=OuterRef("structure"))
    rows = PartEngagement.objects.filter(
        ~Exists(said), structure=acteur.dispositif, lot__in=select_suivis_lots(acteur, RoleSuivi.PARTICIPANTE),
        repartition__in=select_dernieres(annonce=True).filter(annoncee_le__isnull=False), heures__gt=0,
    )  # fmt: skip
    return list(rows.select_related("lot__marche", "repartition").order_by("repartition__annoncee_le", "pk"))


def list_doublons(acteur: Acteur) -> list[Doublon]:
    """Hours that wait for this structure to decide, as the pilote of their lot."""
    rows = Doublon.objects.filter(lot__in=select_suivis_lots(acteur, RoleSuivi.PILOTE), arbitrage="")
    return list(rows.select_related("lot__marche").order_by("mois", "pk"))
