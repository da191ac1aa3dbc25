"""History of an object, journal of accesses, one's own accesses."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from maillage.socle import permissions
from maillage.socle.acces import connecte, exige
from maillage.socle.journal import actions, exports, historique, queries
from maillage.socle.journal.forms import FiltresForm
from maillage.socle.journal.permissions import Droit
from maillage.socle.requete import Requete


@connecte
@require_GET
def historique_objet(request: Requete, modele: str, cle: str) -> HttpResponse:
    objet = historique.get_objet(request.acteur, modele, cle)
    faits = historique.list_faits(objet, avant=_avant(request), limit=historique.PAR_PAGE + 1)
    shown = faits[: historique.PAR_PAGE]
    suite = shown[-1].pk if len(faits) > historique.PAR_PAGE else None
    return render(request, "journal/historique.html", {"objet": objet, "faits": shown, "suite": suite})


@exige(Droit.LIRE_ACCES, nominatif=True)
@require_GET
def acces(request: Requete) -> HttpResponse:
    form = FiltresForm(request.GET)
    page = queries.list_acces(request.acteur, form.read(), avant=_avant(request))
    actions.record_acces(by=request.acteur, type="journal.lecture")
    return render(
        request,
        "journal/acces.html",
        {
            "form": form,
            "page": page,
            "with_contenu": permissions.can(request.acteur, Droit.LIRE_CONTENU_DES_ACCES),
            "peut_exporter": permissions.can(request.acteur, Droit.EXPORTER_ACCES),
        },
    )


@exige(Droit.EXPORTER_ACCES, nominatif=True)
@require_POST
def export(request: Requete) -> StreamingHttpResponse:
    filtres = FiltresForm(request.POST).read()
    actions.record_acces(by=request.acteur, type="journal.export", du=filtres.du, au=filtres.au)
    response = StreamingHttpResponse(exports.write_csv(request.acteur, filtres), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="journal-des-acces-{localdate():%Y-%m-%d}.csv"'
    return response


@connecte
@require_GET
def mes_acces(request: Requete) -> HttpResponse:
    page = queries.list_mes_acces(request.acteur, avant=_avant(request))
    return render(request, "journal/mes_acces.html", {"page": page})


def _avant(request: Requete) -> int | None:
    """The key before which the page starts; anything else than a number is the first page."""
    text = request.GET.get("avant", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
