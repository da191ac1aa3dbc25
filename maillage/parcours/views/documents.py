"""The documents of a parcours, and the fiche of an orientation, as accessible PDF."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.parcours.documents.orientation import print_fiche_orientation
from maillage.parcours.documents.parcours import DOCUMENTS, print_document
from maillage.parcours.models import Orientation
from maillage.parcours.permissions import Droit
from maillage.parcours.views.diagnostics import get_orientation
from maillage.parcours.views.dossiers import get_dossier
from maillage.parcours.views.orientations import get_sienne
from maillage.socle.acces import exige
from maillage.socle.documents.rendu import PdfResponse
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete


@exige(Droit.CONTRACTUALISER, nominatif=True)
@require_safe
def document(request: Requete, uuid: UUID, code: str) -> HttpResponse:
    parcours = get_dossier(request, uuid, Droit.CONTRACTUALISER)
    if code not in DOCUMENTS:
        raise Http404
    journal.record_acces(by=request.acteur, type="parcours.document", target=parcours, document=DOCUMENTS[code].libelle)
    pdf = print_document(code, parcours, today=localdate())
    return PdfResponse(pdf, nom=f"{code}-{parcours.personne.numero}")


@exige(Droit.ACCUEILLIR, nominatif=True)
@require_safe
def fiche_orientation(request: Requete, uuid: UUID) -> HttpResponse:
    return _print(request, get_orientation(request, uuid))


@exige(Droit.ORIENTER, nominatif=True)
@require_safe
def fiche_a_signer(request: Requete, uuid: UUID) -> HttpResponse:
    """One's own, a draft too: it is signed before it is sent."""
    return _print(request, get_sienne(request, uuid))


def _print(request: Requete, orientation: Orientation) -> HttpResponse:
    journal.record_acces(
        by=request.acteur, type="parcours.document", target=orientation, document="Fiche d’orientation"
    )
    return PdfResponse(print_fiche_orientation(orientation, today=localdate()), nom=f"orientation-{orientation.numero}")
