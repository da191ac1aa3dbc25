"""What anybody reads: the reports released, their files, the register of the figures."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.consolidation.publications.listes import build_chiffres
from maillage.consolidation.publications.models import Publication
from maillage.consolidation.publications.queries import list_publiques, select_chiffres
from maillage.consolidation.publications.views.reseau import list_fichiers, read_corps, send_fichier
from maillage.socle.acces import publique
from maillage.socle.requete import Requete
from maillage.socle.tableaux.exports import ExportRefuse, export
from maillage.socle.tableaux.liste import Liste, build_liste, respond


def get_publiee(uuid: UUID) -> Publication:
    found = list_publiques().filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


@publique
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    return render(request, "publications/publiques.html", {"publications": list_publiques()})


@publique
@require_safe
def rapport(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = get_publiee(uuid)
    suivante = list_publiques().filter(campagne=found.campagne, rang__gt=found.rang).order_by("-rang").first()
    contexte = {
        "publication": found, "corps": read_corps(found), "fichiers": list_fichiers(found), "suivante": suivante,
    }  # fmt: skip
    return render(request, "publications/rapport.html", contexte)


@publique
@require_safe
def fichier(request: HttpRequest, uuid: UUID, nom: str) -> HttpResponse:
    return send_fichier(get_publiee(uuid), nom)


@publique
@require_safe
def chiffres(request: Requete) -> HttpResponse:
    return respond(request, "publications/chiffres.html", _list(request))


def _list(request: Requete) -> Liste:
    vers = reverse("publications:chiffres_export", args=["csv"]).removesuffix(".csv")
    return build_liste(build_chiffres(), select_chiffres(), request, export=vers)


@publique
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    try:
        return export(_list(request), by=request.acteur, format=format, today=localdate())
    except ExportRefuse as refus:
        raise Http404 from refus
