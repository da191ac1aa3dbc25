"""The contracts of a buyer over a calendar year, as far as the service knows them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, OuterRef, Q, Subquery
from django.db.models.functions import Cast

from maillage.clause.models import DonneurOrdre, Lot, PassageLot
from maillage.clause.nomenclatures.lots import EtatLot, FormeClause
from maillage.clause.rules.spaser import LIBELLES_CONSIDERATION, Contrat, find_consideration
from maillage.socle.acteur import Acteur


@dataclass(frozen=True, slots=True)
class LigneSpaser:
    """`le`: the notification, or the day its clause was given up."""

    lot: Any
    le: date
    contrat: Contrat

    @property
    def libelle(self) -> str:
        return LIBELLES_CONSIDERATION[find_consideration(self.contrat)]


def list_contrats(acteur: Acteur, donneur: DonneurOrdre, *, annee: int) -> list[LigneSpaser]:
    """A lot is a contract, as in the essential data. It counts in the year of its notification; without a clause, in
    the year this was decided, since nothing later is known of it here."""
    dates = PassageLot.objects.filter(lot=OuterRef("pk"), vers__in=(EtatLot.NOTIFIE, EtatLot.SANS_CLAUSE))
    rows = Lot.objects.filter(dispositif=acteur.dispositif, marche__acheteur=donneur).select_related("marche")
    rows = rows.annotate(compte_le=Cast(Subquery(dates.order_by("rang").values("le")[:1]), DateField()))
    rows = rows.filter(Q(compte_le__year=annee)).order_by("compte_le", "marche__objet", "numero")
    return [LigneSpaser(lot, lot.compte_le, _read(lot)) for lot in rows]


def list_annees(acteur: Acteur, donneur: DonneurOrdre) -> list[int]:
    """The years in which something counts, the last first."""
    rows = PassageLot.objects.filter(
        dispositif=acteur.dispositif, lot__marche__acheteur=donneur, vers__in=(EtatLot.NOTIFIE, EtatLot.SANS_CLAUSE)
    )
    return sorted({day.year for day in rows.values_list("le", flat=True)}, reverse=True)


def _read(lot: Any) -> Contrat:
    return Contrat(
        tuple(FormeClause(code) for code in lot.formes),
        lot.montant_ht if lot.montant_attribue is None else lot.montant_attribue,
        is_estime=lot.montant_attribue is None, is_sans_clause=lot.etat == EtatLot.SANS_CLAUSE,
    )  # fmt: skip
