"""The social purchases of a buyer over a year, on screen and as a file."""

import tempfile
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.clause.permissions import Droit
from maillage.clause.queries import spaser as queries
from maillage.clause.queries.marches import get_donneur
from maillage.clause.rules.spaser import sum_contrats
from maillage.clause.tableurs.spaser import BASE, MOTEURS, write_spaser
from maillage.clause.views.saisies import find
from maillage.socle.acces import exige
from maillage.socle.requete import Requete
from maillage.socle.tableaux.exports import MEMOIRE, MIMES


@exige(Droit.VOIR_MARCHES)
@require_safe
def spaser(request: Requete, uuid: UUID, annee: int) -> HttpResponse:
    found = find(request, get_donneur, uuid, Droit.VOIR_MARCHES)
    lignes = queries.list_contrats(request.acteur, found, annee=annee)
    annees = sorted({annee, localdate().year, *queries.list_annees(request.acteur, found)}, reverse=True)
    contexte = {
        "donneur": found, "annee": annee, "annees": annees, "lignes": lignes, "base": BASE,
        "bilan": sum_contrats(ligne.contrat for ligne in lignes), "formats": MOTEURS,
    }  # fmt: skip
    return render(request, "clause/spaser.html", contexte)


@exige(Droit.VOIR_MARCHES)
@require_safe
def exporter(request: Requete, uuid: UUID, annee: int, format: str) -> HttpResponseBase:
    found = find(request, get_donneur, uuid, Droit.VOIR_MARCHES)
    if format not in MOTEURS:
        raise Http404
    lignes = queries.list_contrats(request.acteur, found, annee=annee)
    bilan = sum_contrats(ligne.contrat for ligne in lignes)
    target = tempfile.SpooledTemporaryFile(max_size=MEMOIRE)  # noqa: SIM115 (closed by the response that streams it)
    write_spaser(target, format, found, annee, lignes, bilan, by=request.acteur, today=localdate())
    target.seek(0)
    nom = f"achats-sociaux-{slugify(found.nom)}-{annee}.{format}"
    return FileResponse(target, as_attachment=True, filename=nom, content_type=MIMES[format])
