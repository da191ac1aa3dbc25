"""The time spent: one's own week; for the service, totals only."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce

from maillage.clause.models import DonneurOrdre, Lot, Operation, TempsPasse
from maillage.clause.nomenclatures.facilitateurs import Tache
from maillage.clause.portee import select_suivis_lots
from maillage.clause.queries.marches import FINAUX
from maillage.clause.rules.postes import Periode
from maillage.socle.acteur import Acteur
from maillage.socle.permissions import has_role
from maillage.socle.roles import Role


def select_miens(acteur: Acteur) -> QuerySet[Any]:
    """What one noted, in this service."""
    rows = TempsPasse.objects.filter(dispositif=acteur.dispositif, compte=acteur.compte)
    return rows.select_related("lot__marche__acheteur", "operation__maitre_ouvrage", "operation__acheteur", "donneur")


def list_semaine(acteur: Acteur, lundi: date) -> list[TempsPasse]:
    """In the order of the days, then as they were noted."""
    rows = select_miens(acteur).filter(le__gte=lundi, le__lt=lundi + timedelta(days=7))
    return list(rows.order_by("le", "saisi_le", "pk"))


def get_temps(acteur: Acteur, uuid: UUID) -> TempsPasse:
    found: TempsPasse = select_miens(acteur).get(uuid=uuid)
    return found


def sum_lot(acteur: Acteur, lot: Lot) -> int:
    """The minutes of one's whole service on a lot, which another may lead."""
    rows = TempsPasse.objects.filter(dispositif=acteur.dispositif, lot=lot)
    total: int | None = rows.aggregate(minutes=Sum("minutes"))["minutes"]
    return total or 0


def select_periode(acteur: Acteur, periode: Periode) -> QuerySet[Any]:
    """What is read of it: one's own lines; for the direction, those of the service, whose totals alone are shown."""
    rows = TempsPasse.objects.filter(dispositif=acteur.dispositif, le__gte=periode.du, le__lte=periode.au)
    return rows if has_role(Role.DIRECTEUR).holds(acteur, None) else rows.filter(compte=acteur.compte)


@dataclass(frozen=True, slots=True)
class Totaux:
    """Minutes of a period, each list the most first. `sans_objet`: for no market and no donneur d'ordre."""

    minutes: int
    lignes: int
    taches: dict[Tache, int]
    marches: list[tuple[str, str, int]]
    donneurs: list[tuple[str, int]]
    sans_objet: int


def read_totaux(acteur: Acteur, periode: Periode) -> Totaux:
    """Three queries, whatever the lines."""
    rows = select_periode(acteur, periode)
    taches = list(rows.values("tache").annotate(total=Sum("minutes"), nombre=Sum(1)).order_by("-total", "tache"))
    marches = (
        rows.exclude(lot=None).values(cle=F("lot__marche"), objet=F("lot__marche__objet"), acheteur=F("lot__marche__acheteur__nom"))
        .annotate(total=Sum("minutes")).order_by("-total", "objet", "cle")
    )  # fmt: skip
    donneurs = (
        rows.values(nom=Coalesce(
            "lot__marche__acheteur__nom", "operation__acheteur__nom", "operation__maitre_ouvrage__nom", "donneur__nom"
        ))
        .annotate(total=Sum("minutes")).order_by("-total", "nom")
    )  # fmt: skip
    found = [(row["nom"], row["total"]) for row in donneurs]
    return Totaux(
        minutes=sum(row["total"] for row in taches),
        lignes=sum(row["nombre"] for row in taches),
        taches={Tache(row["tache"]): row["total"] for row in taches},
        marches=[(row["objet"], row["acheteur"], row["total"]) for row in marches],
        donneurs=[(nom, total) for nom, total in found if nom is not None],
        sans_objet=sum(total for nom, total in found if nom is None),
    )


def list_lots(acteur: Acteur) -> list[Lot]:
    """Those that time may still be noted for."""
    rows = select_suivis_lots(acteur).exclude(etat__in=FINAUX).select_related("marche__acheteur")
    return list(rows.order_by("marche__objet", "numero", "pk"))


def list_operations(acteur: Acteur) -> list[Operation]:
    return list(Operation.objects.filter(dispositif=acteur.dispositif).order_by("intitule", "pk"))


def list_donneurs(acteur: Acteur) -> list[DonneurOrdre]:
    return list(DonneurOrdre.objects.filter(dispositif=acteur.dispositif).order_by("nom"))
