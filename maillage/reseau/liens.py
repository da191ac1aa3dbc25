"""Where a dispositif's page leads those who may go: its history, its pièces, the fiche they keep. Others see nothing."""

from dataclasses import dataclass

from django.urls import reverse

from maillage.reseau.models import Dispositif
from maillage.reseau.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.pieces.permissions import Droit as DroitPieces


@dataclass(frozen=True, slots=True)
class Lien:
    libelle: str
    url: str
    icone: str


def list_liens(acteur: Acteur, dispositif: Dispositif) -> list[Lien]:
    """The same conditions as the pages themselves: no link here leads to a refusal."""
    liens = []
    if dispositif.pk in acteur.dispositifs:
        adresse = reverse("journal:historique", args=["reseau.dispositif", dispositif.uuid])
        liens.append(Lien("Historique", adresse, "rotate-ccw-clock"))
    # The list of pièces is that of the dispositif one works for now.
    if dispositif.pk == acteur.dispositif and permissions.can(acteur, DroitPieces.LIRE_PIECES, dispositif):
        liens.append(Lien("Pièces", reverse("pieces:liste"), "paperclip"))
    return liens


def find_gestion(acteur: Acteur, dispositif: Dispositif) -> str:
    """From the public page, the address of the fiche that this person keeps; empty for the others."""
    keeps = dispositif.pk == acteur.dispositif or permissions.can(acteur, Droit.SUIVRE_FICHES)
    return reverse("reseau:dispositif", args=[dispositif.slug]) if keeps else ""
