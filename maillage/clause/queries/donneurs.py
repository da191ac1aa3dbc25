"""One donneur d'ordre: whom to reach, what was agreed, its lots and operations."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum

from maillage.clause.models import ContactDonneur, Convention, DonneurOrdre, Lot, Operation
from maillage.clause.queries.marches import FINAUX, select_lots
from maillage.socle.acteur import Acteur

MONTRES = 12


def list_contacts(donneur: DonneurOrdre, *, on: date) -> list[ContactDonneur]:
    """Those who are still there, the one in charge of the clause first."""
    rows = ContactDonneur.objects.filter(Q(au=None) | Q(au__gte=on), donneur=donneur)
    return list(rows.order_by("-is_referent", "fonction", "pk"))


def get_contact(acteur: Acteur, uuid: UUID) -> ContactDonneur:
    found: ContactDonneur = (
        ContactDonneur.objects.filter(dispositif=acteur.dispositif).select_related("donneur").get(uuid=uuid)
    )
    return found


def list_conventions(donneur: DonneurOrdre) -> list[Convention]:
    """The last signed first."""
    return list(Convention.objects.filter(donneur=donneur).order_by("-du", "-pk"))


def get_convention(acteur: Acteur, uuid: UUID) -> Convention:
    found: Convention = Convention.objects.filter(dispositif=acteur.dispositif).select_related("donneur").get(uuid=uuid)
    return found


def list_modeles(acteur: Acteur) -> list[str]:
    """The national models already named here, to be proposed."""
    rows = Convention.objects.filter(dispositif=acteur.dispositif).exclude(modele="")
    return list(rows.order_by("modele").values_list("modele", flat=True).distinct())


def select_lots_de(acteur: Acteur, donneur: DonneurOrdre) -> QuerySet[Any]:
    """Bought by it, or made for it."""
    rows = select_lots(acteur).filter(
        Q(marche__acheteur=donneur) | Q(marche__maitre_ouvrage=donneur) | Q(marche__operation__maitre_ouvrage=donneur)
    )
    return rows.annotate(is_acheteur=Q(marche__acheteur=donneur))


def list_lots(acteur: Acteur, donneur: DonneurOrdre) -> list[Lot]:
    """The most recent ones."""
    return list(select_lots_de(acteur, donneur).order_by("-marche__engage_le", "marche__objet", "numero")[:MONTRES])


def count_lots(acteur: Acteur, donneur: DonneurOrdre) -> dict[str, Any]:
    rows = select_lots_de(acteur, donneur).order_by()
    return rows.aggregate(lots=Count("pk"), en_cours=Count("pk", filter=~Q(etat__in=FINAUX)), heures=Sum("engagees"))


def list_operations(acteur: Acteur, donneur: DonneurOrdre) -> list[Operation]:
    rows = Operation.objects.filter(dispositif=acteur.dispositif).filter(
        Q(maitre_ouvrage=donneur) | Q(acheteur=donneur)
    )
    return list(rows.order_by(F("lancement_prevu").desc(nulls_last=True), "intitule")[:MONTRES])
