"""Reads of jobs; the acteur comes first."""

import uuid
from datetime import timedelta

from django.db.models import QuerySet
from django.http import Http404

from maillage.socle.acteur import Acteur
from maillage.socle.travaux.horloge import read_now
from maillage.socle.travaux.models import Travail, Travailleur
from maillage.socle.travaux.nomenclatures import Etat

SILENCE = timedelta(minutes=2)


def list_travaux(acteur: Acteur) -> QuerySet[Travail]:
    return Travail.objects.visible_to(acteur).select_related("dispositif").order_by("-id")


def get_travail(acteur: Acteur, key: uuid.UUID) -> Travail:
    travail = list_travaux(acteur).filter(uuid=key).first()
    if travail is None:
        raise Http404
    return travail


def list_echecs(acteur: Acteur) -> QuerySet[Travail]:
    """The acteur's own jobs that failed and wait for a decision."""
    return list_travaux(acteur).filter(etat=Etat.ECHOUE, compte_id=acteur.compte)


def is_travailleur_present() -> bool:
    """False when no worker was seen lately: what waits will wait until one is started."""
    return Travailleur.objects.filter(vu_le__gte=read_now() - SILENCE).exists()
