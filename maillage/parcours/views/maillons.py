"""What stands above a page in its breadcrumb."""

from django.urls import reverse

from maillage.parcours.models import Parcours


def build_maillon(parcours: Parcours) -> tuple[str, str]:
    """The file of the person, and its address."""
    return parcours.personne.nom_complet, reverse("parcours:dossier", args=[parcours.uuid])
