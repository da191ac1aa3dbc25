"""The definitions of the network's figures, for whoever reads one: a page, and the same as data."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.portail.views.annuaire import get_site
from maillage.socle.acces import publique
from maillage.socle.documents.rendu import PdfResponse


@publique
@require_safe
def definitions(request: HttpRequest) -> HttpResponse:
    # Read when first asked for: the language of measures costs every process half a second to start.
    from maillage.portail import definitions as lues

    return render(
        request,
        "portail/definitions.html",
        {
            "recueils": lues.list_recueils(),
            "populations": lues.list_populations(),
            "ventilations": lues.list_ventilations(),
            "tables": lues.list_tables(),
        },
    )


@publique
@require_safe
def definitions_json(request: HttpRequest) -> HttpResponse:
    from maillage.portail.definitions import read_json

    return JsonResponse(read_json(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@publique
@require_safe
def definitions_pdf(request: HttpRequest) -> HttpResponse:
    from maillage.portail.definitions import print_definitions

    page = get_site(request) + reverse("portail:definitions")
    return PdfResponse(print_definitions(adresse=page, today=localdate()), nom="definitions")
