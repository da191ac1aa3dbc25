"""The pay slips of a month, contract by contract, beside the hours that are noted: three queries, whatever the contracts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from maillage.clause.models import LigneHeures, MiseEmploi
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.queries.heures import read_payees, select_emplois
from maillage.socle.acteur import Acteur

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """`heures`: noted of this contract, all lots together, but those rejected. `payees`: None, the pay slip is not read."""

    emploi: Any
    heures: Decimal
    payees: Decimal | None

    @property
    def en_trop(self) -> Decimal:
        return max(ZERO, self.heures - self.payees) if self.payees is not None else ZERO


def list_bulletins(acteur: Acteur, *, mois: date) -> list[Bulletin]:
    """Of every contract of the service that runs in that month, or whose hours of it are noted."""
    contrats = select_emplois(acteur, mois=mois).order_by().values("mise_emploi")
    rows = list(
        MiseEmploi.objects.filter(pk__in=contrats)
        .select_related("personne", "employeur")
        .order_by("employeur__nom", "personne__nom_naissance", "personne__prenoms", "pk")
    )
    keys = {row.pk for row in rows}
    heures, payees = sum_heures(keys, mois=mois), read_payees(keys, {mois})
    return [Bulletin(row, heures.get(row.pk, ZERO), payees.get((row.pk, mois))) for row in rows]


def sum_heures(contrats: set[int], *, mois: date) -> dict[int, Decimal]:
    rows = LigneHeures.objects.filter(mise_emploi__in=contrats, mois=mois).exclude(statut=StatutLigne.REJETEE)
    summed = (
        rows.order_by().values_list("mise_emploi").annotate(reelles=Sum("heures_reelles"), hors=Sum("heures_ecartees"))
    )
    return {contrat: reelles + hors for contrat, reelles, hors in summed}
