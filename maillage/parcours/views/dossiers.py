"""« Ma file active », and the file of one person on one page."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.parcours.dossier import build_sections
from maillage.parcours.models import Parcours
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import dossiers
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete


@exige(Droit.VOIR_FILE_ACTIVE, nominatif=True)
@require_safe
def file_active(request: Requete) -> HttpResponse:
    rows = list(dossiers.list_file_active(request.acteur, on=localdate()))
    journal.record_acces(by=request.acteur, type="parcours.file_active", nombre=len(rows))
    return render(request, "parcours/file_active.html", {"rows": rows})


@exige(Droit.OUVRIR_DOSSIER, nominatif=True, sensible=True)
@require_safe
def dossier(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_dossier(request, uuid)
    journal.record_acces(by=request.acteur, type="parcours.dossier", target=found)
    sections = build_sections(request.acteur, found, on=localdate())
    return render(request, "parcours/dossier.html", {"parcours": found, "sections": sections})


def get_dossier(request: Requete, uuid: UUID, droit: Droit = Droit.OUVRIR_DOSSIER) -> Parcours:
    """Within reach and with this droit, or a 404: whoever may not is told nothing of whether it exists."""
    try:
        found = dossiers.get_parcours(request.acteur, uuid, on=localdate())
    except Parcours.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, droit, found):
        raise Http404
    return found
