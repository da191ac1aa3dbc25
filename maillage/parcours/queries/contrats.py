"""The contracts of one file; those that wait for a signature among one's own people."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from maillage.parcours.models import Contrat, Parcours
from maillage.parcours.nomenclatures.accompagnement import NatureContrat
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.portee import DesSiens, build_portee
from maillage.socle.acteur import Acteur


def select_contrats(parcours: Parcours) -> QuerySet[Contrat]:
    """Both kinds, newest version first."""
    return Contrat.objects.filter(dispositif=parcours.dispositif_id, parcours=parcours).order_by("-rang")


def list_contrats(parcours: Parcours) -> list[Contrat]:
    return list(select_contrats(parcours))


def get_contrat(acteur: Acteur, uuid: UUID, *, on: date) -> Contrat:
    """Of the PLIE, with its file; raises DoesNotExist out of reach."""
    reach = Parcours.objects.filter(build_portee(acteur, on=on))
    rows = Contrat.objects.filter(parcours__in=reach, nature=NatureContrat.PLIE)
    return rows.select_related("parcours__personne", "parcours__referent", "parcours__dispositif").get(uuid=uuid)


def list_a_signer(acteur: Acteur, *, on: date) -> list[Parcours]:
    """Those whose parcours has not begun for want of a signed contract, the oldest entry first."""
    return A_SIGNER.list(acteur, on=on)


def _select_a_signer(mine: Q, dispositif: Any, on: Any) -> QuerySet[Parcours]:
    rows = Parcours.objects.filter(mine, dispositif=dispositif, etat=EtatParcours.A_DEMARRER)
    return rows.select_related("personne").order_by("date_entree", "pk")


A_SIGNER = DesSiens(_select_a_signer)


def list_derniers_diagnostics(acteur: Acteur, *, on: date) -> list[tuple[Parcours, date | None]]:
    """One's own people in the file active, each with the day of their last diagnostic."""
    rows = DIAGNOSTIQUES.list(acteur, on=on)
    return [(row, row.dernier_diagnostic) for row in rows]


def _select_diagnostiques(mine: Q, dispositif: Any, on: Any) -> QuerySet[Any]:
    rows = Parcours.objects.en_file_active().filter(mine, dispositif=dispositif).select_related("personne")
    return rows.annotate(dernier_diagnostic=Max("diagnostics__le")).order_by("pk")


DIAGNOSTIQUES = DesSiens(_select_diagnostiques)
