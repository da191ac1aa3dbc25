"""Erasure of the annonces that nobody followed (T17). One that made a market, or is tied to one, stays with it."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import models
from django.db.models import Q
from django.utils import timezone

from maillage.echanges.reperage.models import Annonce
from maillage.echanges.reperage.nomenclatures import SUIVIES
from maillage.socle.conservation import MINUTERIES
from maillage.socle.dates import add_months
from maillage.socle.protection.purge import Effacement, declare

REGLE = "T17"


def list_annonces_dues(on: date) -> Iterable[models.Model]:
    """Neither received, nor decided, nor told for a day since then: a programme speaks of days still to come."""
    active = MINUTERIES[REGLE].active
    assert active is not None
    limite = add_months(on, -active.get(on=on).valeur)
    minuit = timezone.make_aware(datetime.combine(limite, time.max))
    return (
        select_non_suivies()
        .filter(recue_le__lte=limite)
        .filter(Q(decidee_le=None) | Q(decidee_le__lte=minuit))
        .filter(Q(jour=None) | Q(jour__lte=limite))
        .order_by("pk")
    )


def select_non_suivies() -> models.QuerySet[Annonce]:
    return Annonce.objects.exclude(etat__in=sorted(SUIVIES))


def erase_annonce(objet: models.Model) -> None:
    """Followed in the meantime, it stays."""
    select_non_suivies().filter(pk=objet.pk).delete()


declare(
    Effacement(
        regle=REGLE, libelle="Annonces de marchés non suivies", list_dus=list_annonces_dues, erase=erase_annonce,
        list_tous=select_non_suivies,
    )
)  # fmt: skip
