"""Whose hours soon stop counting: the list, its export."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.clause.listes.fins_eligibilite import build_fins, list_actions
from maillage.clause.permissions import Droit
from maillage.clause.queries.fins_eligibilite import list_fins, order_rows
from maillage.clause.rules.fins_eligibilite import HORIZON
from maillage.socle.acces import exige
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete
from maillage.socle.tableaux.etat import clean
from maillage.socle.tableaux.exports import ExportRefuse, export
from maillage.socle.tableaux.liste import Liste, build_liste, respond


def _build(request: Requete) -> Liste:
    today = localdate()
    fins = list_fins(request.acteur, on=today)
    adresse = reverse("clause:fins_eligibilite")
    return build_liste(
        build_fins(fins, on=today), order_rows(fins), request, export=f"{adresse}export", agir=list_actions
    )


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_safe
def liste(request: Requete) -> HttpResponse:
    found = _build(request)
    journal.record_acces(by=request.acteur, type="clause.personnes", nombre=len(found.page.object_list))
    return respond(request, "clause/fins_eligibilite.html", found, {"horizon": HORIZON.get(on=localdate()).valeur})


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    """R-15: asks for a reason, and leaves its trace in the journal of accesses."""
    try:
        return export(
            _build(request), by=request.acteur, format=format, today=localdate(),
            motif=clean(request.GET.get("motif", "")),
        )  # fmt: skip
    except ExportRefuse as refus:
        messages.error(request, str(refus))
        return redirect("clause:fins_eligibilite")
