"""The files of a dispositif, their last job, the one before."""

from typing import Any
from uuid import UUID

from django.http import Http404

from maillage.echanges.reprise.models import Depot
from maillage.echanges.reprise.nomenclatures import EtatDepot
from maillage.socle.acteur import Acteur
from maillage.socle.travaux.models import Travail


def list_depots(acteur: Acteur) -> Any:
    """Of the current dispositif only: a file is taken over where one works."""
    return Depot.objects.visible_to(acteur).filter(dispositif=acteur.dispositif)


def get_depot(acteur: Acteur, uuid: UUID) -> Depot:
    found: Depot | None = list_depots(acteur).select_related("dispositif").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def find_travail(depot: Depot) -> Travail | None:
    """The last one asked for; finished ones are erased after a while."""
    return Travail.objects.filter(uuid=depot.travail).first() if depot.travail else None


def is_travail_ouvert(depot: Depot) -> bool:
    found = find_travail(depot)
    return found is not None and found.is_ouvert


def find_lignes_precedentes(depot: Depot) -> int | None:
    """How many rows the last file of this kind had, when it was imported and stayed so."""
    return (
        Depot.objects.filter(dispositif=depot.dispositif_id, nature=depot.nature, etat=EtatDepot.IMPORTE)
        .exclude(pk=depot.pk)
        .order_by("-importe_le")
        .values_list("lignes", flat=True)
        .first()
    )
