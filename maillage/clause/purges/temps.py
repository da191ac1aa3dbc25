"""Erasure of the time noted (T16): whole years, so that no year that is still shown is shown in part."""

from collections.abc import Iterable
from datetime import date

from django.db import models

from maillage.clause.models import TempsPasse
from maillage.clause.rules.conservation import find_derniere_annee
from maillage.socle.conservation import MINUTERIES
from maillage.socle.protection.purge import Effacement, declare

REGLE = "T16"


def list_temps_dus(on: date) -> Iterable[models.Model]:
    active = MINUTERIES[REGLE].active
    assert active is not None
    annee = find_derniere_annee(mois=active.get(on=on).valeur, on=on)
    return TempsPasse.objects.filter(le__lte=date(annee, 12, 31)).order_by("pk")


def erase_temps(objet: models.Model) -> None:
    TempsPasse.objects.filter(pk=objet.pk).delete()


declare(
    Effacement(
        regle=REGLE, libelle="Temps notés pour la clause", list_dus=list_temps_dus, erase=erase_temps,
        list_tous=TempsPasse.objects.all,
    )
)  # fmt: skip
