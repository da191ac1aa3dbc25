"""Operations, where they stand, and the markets they group."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from maillage.clause.models import Lot, Operation
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.queries.marches import select_lots
from maillage.clause.rules.etats import derive_etat
from maillage.reseau.models import Dispositif
from maillage.reseau.queries import list_territoires
from maillage.socle.acteur import Acteur
from maillage.territoire.models import Commune


def select_operations(acteur: Acteur, *, avec: int | None = None) -> QuerySet[Any]:
    """With how many markets and lots each groups, and its lots at hand. `avec`: that of a market led for another."""
    mine = Q(dispositif=acteur.dispositif) | Q(pk=avec)
    rows = Operation.objects.filter(mine).select_related("maitre_ouvrage", "acheteur")
    return rows.annotate(
        nb_marches=Count("marches", distinct=True), nb_lots=Count("marches__lots", distinct=True)
    ).prefetch_related("marches__lots")


def get_operation(acteur: Acteur, uuid: UUID) -> Operation:
    found: Operation = select_operations(acteur).get(uuid=uuid)
    return found


def find_etat(operation: Operation) -> EtatLot | None:
    """From the lots prefetched: no query of its own."""
    return derive_etat(EtatLot(lot.etat) for marche in operation.marches.all() for lot in marche.lots.all())


def list_lots(acteur: Acteur, operation: Operation) -> list[Lot]:
    rows = select_lots(acteur).filter(marche__operation=operation)
    return list(rows.order_by("marche__engage_le", "marche__objet", "numero"))


@dataclass(frozen=True, slots=True)
class Totaux:
    """`sans_heures`: lots still alive whose hours nobody has computed: missing from `calculees`."""

    calculees: Decimal
    engagees: Decimal
    qpv: Decimal
    sans_heures: int


def sum_lots(lots: list[Any]) -> Totaux:
    vivants = [lot for lot in lots if lot.etat != EtatLot.SANS_CLAUSE]
    zero = Decimal(0)
    return Totaux(
        sum((lot.heures or zero for lot in vivants), zero), sum((lot.engagees or zero for lot in vivants), zero),
        sum((lot.calcul.heures_qpv or zero for lot in vivants), zero), sum(1 for lot in vivants if lot.heures is None),
    )  # fmt: skip


def list_lieux(acteur: Acteur, *, on: date) -> list[tuple[str, str]]:
    """Where the service works, as choices: each EPCI it declared, then the communes."""
    dispositif = Dispositif.objects.filter(pk=acteur.dispositif or 0).first()
    if dispositif is None:
        return []
    rows = list_territoires(dispositif, on=on)
    epcis = {row.epci_id: row.epci.nom for row in rows if row.epci_id and row.epci}
    found = [(f"epci:{code}", nom) for code, nom in epcis.items()]
    communes = {row.commune_id: row.commune.nom for row in rows if row.commune_id and row.commune}
    communes |= dict(Commune.objects.filter(epci__in=epcis).order_by("nom").values_list("code", "nom"))
    return found + sorted(((f"commune:{code}", nom) for code, nom in communes.items()), key=lambda choice: choice[1])
