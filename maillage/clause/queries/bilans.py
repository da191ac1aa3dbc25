"""The bilans of the acteur's service, and what was validated since one of them was frozen."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from maillage.clause.models import Bilan, Lot
from maillage.clause.nomenclatures.bilans import Perimetre, TypeBilan
from maillage.clause.queries.bilans_faits import sum_heures
from maillage.clause.queries.perimetres import find_portee
from maillage.clause.rules.bilans.phrases import write_depuis
from maillage.socle.acteur import Acteur

DE_MEME_OBJET = ("perimetre", "cible", "type", "du", "au")


def select_bilans(acteur: Acteur) -> QuerySet[Any]:
    """With whether a newer version of the same one exists."""
    newer = Bilan.objects.filter(precedent=OuterRef("pk"))
    return Bilan.objects.filter(dispositif=acteur.dispositif).annotate(is_remplace=Exists(newer))


def get_bilan(acteur: Acteur, uuid: UUID) -> Bilan:
    found: Bilan = select_bilans(acteur).select_related("precedent").get(uuid=uuid)
    return found


def find_dernier(dispositif: int, *, perimetre: str, cible: str, type: str, du: Any, au: Any) -> Bilan | None:
    """The last version of this very bilan."""
    rows = Bilan.objects.filter(dispositif=dispositif, perimetre=perimetre, cible=cible, type=type, du=du, au=au)
    return rows.order_by("-numero").first()


def find_suivant(bilan: Bilan) -> Bilan | None:
    return Bilan.objects.filter(precedent=bilan).first()


def write_ecart(acteur: Acteur, bilan: Bilan) -> str:
    """« Depuis l’extraction : +12 h », in two queries; empty when nothing moved, or when what it is about is gone."""
    portee = find_portee(acteur, Perimetre(bilan.perimetre), bilan.cible)
    return write_depuis(bilan.heures, sum_heures(portee, bilan.periode)) if portee else ""


def list_bilans_du_lot(acteur: Acteur, lot: Lot) -> list[Bilan]:
    """The last first, replaced ones left out."""
    rows = select_bilans(acteur).filter(perimetre=Perimetre.LOT, cible=str(lot.uuid), is_remplace=False)
    return list(rows.order_by("-extrait_le"))


def list_comparables(acteur: Acteur, bilan: Bilan) -> list[Bilan]:
    """The same object at other periods, the latest first; a replaced version is not compared."""
    rows = select_bilans(acteur).filter(perimetre=bilan.perimetre, cible=bilan.cible, is_remplace=False)
    found = rows.exclude(du=bilan.du, au=bilan.au).exclude(pk=bilan.pk).order_by("-au", "-du", "-pk")
    return list(found)


def has_final_transmis(lot: Lot) -> bool:
    """What the guard of « clos » asks: the final bilan of this lot, or of its market, was handed to the buyer."""
    finals = Bilan.objects.filter(type=TypeBilan.FINAL, transmis_le__isnull=False)
    of_lot = finals.filter(perimetre=Perimetre.LOT, cible=str(lot.uuid))
    of_marche = finals.filter(perimetre=Perimetre.MARCHE, cible=str(lot.marche.uuid))
    return of_lot.exists() or of_marche.exists()
