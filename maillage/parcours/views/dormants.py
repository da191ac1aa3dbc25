"""« Dossiers dormants »: those that nobody has seen or moved for long, why, and what the coordination asks for."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.parcours.actions import dormants as actions
from maillage.parcours.listes.dormants import build_tableau, get_choix, list_actions
from maillage.parcours.models import Parcours
from maillage.parcours.nomenclatures.qualite import Sommeil
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import dormants as queries
from maillage.parcours.queries.referents import list_choix
from maillage.parcours.queries.suivi import read_uuid
from maillage.parcours.rules import dormants as rules
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete
from maillage.socle.tableaux.etat import clean
from maillage.socle.tableaux.exports import ExportRefuse, export
from maillage.socle.tableaux.liste import Liste, build_liste, respond
from maillage.socle.typographie import write_accord

CHOISIS_MAX = 200


@exige(Droit.VOIR_DOSSIERS, nominatif=True)
@require_safe
def dormants(request: Requete) -> HttpResponse:
    today = localdate()
    liste = _build_liste(request)
    journal.record_acces(by=request.acteur, type="parcours.dormants", nombre=len(liste.page.object_list))
    contexte = {
        "file": queries.count_file(request.acteur, on=today),
        "decide": permissions.can(request.acteur, Droit.AFFECTER),
        "contact": (today - rules.find_limite(Sommeil.CONTACT, on=today)).days,
        "etape": (today - rules.find_limite(Sommeil.ETAPE, on=today)).days,
    }
    return respond(request, "parcours/dormants.html", liste, contexte)


@exige(Droit.VOIR_DOSSIERS, nominatif=True)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    motif = clean(request.GET.get("motif", ""))
    try:
        return export(_build_liste(request), by=request.acteur, format=format, today=localdate(), motif=motif)
    except ExportRefuse as refus:
        messages.error(request, str(refus))
        return redirect("parcours:dormants")


def _build_liste(request: Requete) -> Liste:
    today = localdate()
    decides: dict[str, Any] = {}
    if permissions.can(request.acteur, Droit.AFFECTER):
        decides = {"agir": list_actions, "choisir": get_choix}
    return build_liste(
        build_tableau(list_choix(request.acteur), on=today), queries.select_dormants(request.acteur, on=today), request,
        export="/dossiers-dormants/export", **decides,
    )  # fmt: skip


@exige(Droit.AFFECTER, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@idempotente("demander deux fois le même jour, c’est la même demande")
def demander(request: Requete) -> HttpResponse:
    """Shows those chosen and their référent, then asks."""
    today = localdate()
    chosen = _list_choisis(request)
    if request.method == "POST" and chosen:
        asked = actions.request_contacts(by=request.acteur, parcours=chosen, today=today)
        already = len(chosen) - asked
        said = f"Demandé pour {write_accord(asked, 'personne')} : chaque référent le lit dans ses choses à faire."
        if already:
            said += f" Déjà demandé aujourd’hui pour {write_accord(already, 'personne')}."
        messages.success(request, said)
        return redirect("parcours:dormants")
    journal.record_acces(by=request.acteur, type="parcours.dormants", nombre=len(chosen))
    contexte = {"choisis": chosen, "echeance": rules.compute_echeance(today)}
    return render(request, "parcours/dormants_demander.html", contexte)


def _list_choisis(request: Requete) -> list[Parcours]:
    source = request.POST if request.method == "POST" else request.GET
    uuids = [found for text in source.getlist("p")[:CHOISIS_MAX] if (found := read_uuid(text))]
    return queries.list_choisis(request.acteur, uuids, on=localdate())
