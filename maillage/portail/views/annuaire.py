"""The directory: its list, its pages, its exports."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.portail import cartes, data_inclusion, fiches
from maillage.portail.annuaire import build_annuaire
from maillage.reseau import queries
from maillage.reseau.liens import find_gestion, list_liens
from maillage.reseau.models import Dispositif
from maillage.socle.acces import publique
from maillage.socle.acteur import ANONYME
from maillage.socle.documents.rendu import PdfResponse
from maillage.socle.requete import Requete
from maillage.socle.tableaux.exports import export
from maillage.socle.tableaux.liste import respond


@publique
@require_safe
def liste(request: Requete) -> HttpResponse:
    facettes = queries.get_facettes()
    return respond(request, "portail/annuaire.html", build_annuaire(request, facettes), {"facettes": facettes})


@publique
@require_safe
def fiche(request: Requete, slug: str) -> HttpResponse:
    try:
        found = queries.get_fiche(request.acteur, slug, on=localdate())
    except Dispositif.DoesNotExist as absent:
        raise Http404 from absent
    contexte = {
        "fiche": found,
        "dispositif": found.dispositif,
        "situation": cartes.build_situation(found.dispositif),
        "liens": list_liens(request.acteur, found.dispositif),
        "gestion": find_gestion(request.acteur, found.dispositif),
    }
    return render(request, "portail/fiche.html", contexte)


@publique
@require_safe
def fiche_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    today = localdate()
    try:
        found = queries.get_fiche(ANONYME, slug, on=today)  # a file goes anywhere
    except Dispositif.DoesNotExist as absent:
        raise Http404 from absent
    page = get_site(request) + found.dispositif.get_absolute_url()
    return PdfResponse(fiches.print_fiche(found, adresse=page, today=today), nom=slug)


@publique
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    """`pour=tableur`: the CSV that a French spreadsheet opens by a double click."""
    return export(
        build_annuaire(request, queries.get_facettes()),
        by=request.acteur,
        format=format,
        today=localdate(),
        site=get_site(request),
        tableur=request.GET.get("pour") == "tableur",
    )


@publique
@require_safe
def export_data_inclusion(request: Requete) -> JsonResponse:
    rows = queries.iterate_structures(build_annuaire(request, queries.get_facettes()).rows)
    structures = list(data_inclusion.build_structures(rows, site=get_site(request), today=localdate()))
    return JsonResponse(structures, safe=False, json_dumps_params={"ensure_ascii": False})


def get_site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
