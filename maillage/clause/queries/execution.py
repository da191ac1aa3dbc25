"""Orders, tranches and avenants of a lot, and what is firm of it."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from maillage.clause.models import AvenantDuLot, BonDeCommande, Lot, TrancheDuLot
from maillage.clause.portee import select_suivis_lots
from maillage.clause.rules.volumes import Tranche, split_tranches
from maillage.socle.acteur import Acteur


def get_tranche(acteur: Acteur, uuid: UUID) -> TrancheDuLot:
    rows = TrancheDuLot.objects.filter(lot__in=select_suivis_lots(acteur)).select_related("lot__marche__acheteur")
    found: TrancheDuLot = rows.get(uuid=uuid)
    return found


def get_avenant(acteur: Acteur, uuid: UUID) -> AvenantDuLot:
    rows = AvenantDuLot.objects.filter(lot__in=select_suivis_lots(acteur)).select_related("lot__marche__acheteur")
    found: AvenantDuLot = rows.get(uuid=uuid)
    return found


def read_execution(lot: Lot) -> dict[str, Any]:
    """For the page of a lot. `conditionnel`: told beside the engagement, never in it (F5)."""
    bons = list(BonDeCommande.objects.filter(lot=lot).order_by("notifie_le", "pk"))
    tranches = list(TrancheDuLot.objects.filter(lot=lot).order_by("pk"))
    volume = split_tranches(Tranche(t.heures, t.ferme_le is not None) for t in tranches)
    return {
        "bons": bons, "total_bons": sum((bon.heures for bon in bons), Decimal(0)),
        "montant_bons": sum((bon.montant_ht for bon in bons), Decimal(0)), "tranches": tranches,
        "conditionnel": volume.conditionnel,
        "avenants": list(AvenantDuLot.objects.filter(lot=lot).order_by("notifie_le", "pk")),
    }  # fmt: skip
