"""Companies: whom to reach, their lots, their hours by month, their statements; and whoever reads for a buyer."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Sum

from maillage.clause.models import (
    AccesDonneur,
    ContactDonneur,
    ContactEntreprise,
    Entreprise,
    EntrepriseDuLot,
    LigneHeures,
    Releve,
    StatutEntreprise,
)
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.queries.marches import FINAUX
from maillage.socle.acteur import Acteur

MONTRES = 12


def select_entreprises(acteur: Acteur) -> QuerySet[Any]:
    """With their lots of today, and who answers their statements."""
    declarant = ContactEntreprise.objects.filter(entreprise=OuterRef("pk"), is_declarant=True)
    vivants = Q(lots__au=None) & Q(lots__isnull=False) & ~Q(lots__lot__etat__in=FINAUX)
    return Entreprise.objects.filter(dispositif=acteur.dispositif).annotate(
        en_cours=Count("lots", filter=vivants, distinct=True), dernier=Max("releves__mois"),
        declarant=Subquery(declarant.values("fonction")[:1]),
    )  # fmt: skip


def get_entreprise(acteur: Acteur, uuid: UUID) -> Entreprise:
    return Entreprise.objects.filter(dispositif=acteur.dispositif).get(uuid=uuid)


def list_statuts(entreprise: Entreprise) -> list[StatutEntreprise]:
    """What it was recognised as, the latest first."""
    return list(StatutEntreprise.objects.filter(entreprise=entreprise).order_by("-du", "-pk"))


def select_contacts(entreprise: Entreprise) -> QuerySet[ContactEntreprise]:
    """Whoever answers the statements first."""
    return ContactEntreprise.objects.filter(entreprise=entreprise).order_by("-is_declarant", "fonction", "pk")


def get_contact(acteur: Acteur, uuid: UUID) -> ContactEntreprise:
    rows = ContactEntreprise.objects.filter(dispositif=acteur.dispositif).select_related("entreprise")
    return rows.get(uuid=uuid)


def list_lots(entreprise: Entreprise) -> list[EntrepriseDuLot]:
    rows = EntrepriseDuLot.objects.filter(entreprise=entreprise).select_related("lot__marche__acheteur")
    return list(rows.order_by("au", "-du", "pk")[: 2 * MONTRES])


def list_releves(entreprise: Entreprise) -> list[Releve]:
    """The latest first."""
    rows = Releve.objects.filter(entreprise=entreprise).select_related("lot__marche")
    return list(rows.order_by("-mois", "pk")[: 2 * MONTRES])


@dataclass(frozen=True, slots=True)
class Mois:
    mois: date
    validees: Decimal
    declarees: Decimal


def list_mois(entreprise: Entreprise) -> list[Mois]:
    """What it had done as an employer, all lots together: totals, nobody named."""
    rows = LigneHeures.objects.filter(mise_emploi__employeur=entreprise).order_by()
    found = rows.values_list("mois").annotate(
        validees=Sum("heures_reelles", filter=Q(statut=StatutLigne.VALIDEE)),
        declarees=Sum("heures_reelles", filter=Q(statut=StatutLigne.DECLAREE)),
    )
    return [Mois(m, v or Decimal(0), d or Decimal(0)) for m, v, d in found.order_by("-mois")[:MONTRES]]


def get_contact_donneur(acteur: Acteur, uuid: UUID) -> ContactDonneur:
    rows = ContactDonneur.objects.filter(dispositif=acteur.dispositif).select_related("donneur", "acces")
    return rows.get(uuid=uuid)


def find_acces(uuid: UUID, rang: int, *, on: date) -> AccesDonneur | None:
    """Within `open_service`. None when it was replaced, withdrawn, is out of date, or whoever held it has left."""
    rows = AccesDonneur.objects.select_related("contact__donneur", "dispositif")
    found = rows.filter(contact__uuid=uuid, lien_rang=rang).first()
    if found is None or not found.is_ouvert(on=on):
        return None
    left = found.contact.au
    return None if left is not None and left < on else found
