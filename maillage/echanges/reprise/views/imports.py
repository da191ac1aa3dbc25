"""One file: where it stands, what to mend in it, who it resembles; its import, and its undoing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.echanges.reprise.actions import annulation, importation
from maillage.echanges.reprise.actions import depots as actions
from maillage.echanges.reprise.actions.depots import RepriseRefusee
from maillage.echanges.reprise.forms import DecisionForm, ImportForm
from maillage.echanges.reprise.listes import ANOMALIES
from maillage.echanges.reprise.models import Depot
from maillage.echanges.reprise.nomenclatures import Decision, EtatDepot
from maillage.echanges.reprise.parametres import RETOUR
from maillage.echanges.reprise.queries import depots as queries
from maillage.echanges.reprise.rules.volumes import ask_confirmation
from maillage.parcours.permissions import Droit
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete
from maillage.socle.tableaux.etat import clean
from maillage.socle.tableaux.exports import ExportRefuse, export
from maillage.socle.tableaux.liste import Liste, build_liste, respond
from maillage.socle.travaux.queries import is_travailleur_present
from maillage.socle.typographie import write_accord

FORMULAIRE = ["GET", "HEAD", "POST"]
PAR_PAGE = 20


@exige(Droit.REPRENDRE, nominatif=True)
@require_safe
def depot(request: Requete, uuid: UUID) -> HttpResponse:
    found = queries.get_depot(request.acteur, uuid)
    travail = queries.find_travail(found)
    journal.record_acces(by=request.acteur, type="reprise.lu", target=found)
    doublons = found.doublons.count()
    a_decider = found.doublons.filter(decision="").count() if doublons else 0
    is_libre = travail is None or not travail.is_ouvert
    is_controle = is_libre and found.etat == EtatDepot.CONTROLE
    contexte = {
        "depot": found,
        "travail": travail,
        "est_servi": travail is None or not travail.is_ouvert or is_travailleur_present(),
        "is_libre": is_libre,
        "is_corrigible": is_libre and found.etat in (EtatDepot.DEPOSE, EtatDepot.CONTROLE),
        "is_controle": is_controle,
        "is_pret": is_controle and not found.erreurs and not a_decider and found.nouvelles,
        "is_importe": is_libre and found.etat == EtatDepot.IMPORTE,
        "question": _ask(found) if is_controle else "",
        "doublons": doublons,
        "a_decider": a_decider,
        "remarques": found.anomalies.filter(gravite="remarque").count(),
        "delai": RETOUR.get(on=localdate()).valeur,
    }
    return respond(request, "reprise/depot.html", _build_liste(request, found), contexte)


def _ask(found: Depot) -> str:
    return ask_confirmation(found.lignes, queries.find_lignes_precedentes(found), on=localdate())


def _build_liste(request: Requete, found: Depot) -> Liste:
    base = reverse("reprise:points_csv", args=[found.uuid]).removesuffix(".csv")
    return build_liste(ANOMALIES, found.anomalies.all(), request, export=base)


@exige(Droit.REPRENDRE, nominatif=True)
@require_safe
def exporter_points(request: Requete, uuid: UUID, format: str) -> HttpResponseBase:
    """R-15: asks for a reason, and leaves its trace in the journal of accesses."""
    found = queries.get_depot(request.acteur, uuid)
    try:
        return export(
            _build_liste(request, found), by=request.acteur, format=format, today=localdate(),
            motif=clean(request.GET.get("motif", "")),
        )  # fmt: skip
    except ExportRefuse as refus:
        messages.error(request, str(refus))
        return redirect(found)


@exige(Droit.REPRENDRE, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@idempotente("décider deux fois la même chose, c’est la décider")
def doublons(request: Requete, uuid: UUID) -> HttpResponse:
    """A page of likenesses, those to decide first; each keeps what was chosen."""
    found = queries.get_depot(request.acteur, uuid)
    rows = found.doublons.select_related("personne").order_by("decision", "ligne")
    page = Paginator(rows, PAR_PAGE).get_page(request.GET.get("page"))
    saisie = get_saisie(request)
    forms = [
        (row, DecisionForm(saisie, prefix=str(row.uuid), initial={"decision": row.decision}))
        for row in page.object_list
    ]
    if request.method == "POST" and all(form.is_valid() for _, form in forms):
        try:
            for row, form in forms:
                if form.cleaned_data["decision"]:
                    actions.decide_doublon(
                        by=request.acteur, doublon=row, decision=Decision(form.cleaned_data["decision"])
                    )
        except RepriseRefusee as refus:
            messages.error(request, str(refus))
            return redirect(found)
        restent = found.doublons.filter(decision="").count()
        if restent:
            messages.warning(
                request, f"Il reste {write_accord(restent, 'ressemblance', 'ressemblances')} à départager."
            )
            return redirect("reprise:doublons", found.uuid)
        messages.success(request, "Toutes les ressemblances sont départagées : le fichier peut être importé.")
        return redirect(found)
    journal.record_acces(by=request.acteur, type="reprise.doublons_lus", target=found, nombre=len(forms))
    return render(request, "reprise/doublons.html", {"depot": found, "page": page, "lignes": forms})


@exige(Droit.REPRENDRE, nominatif=True)
@require_POST
@une_fois
def importer(request: Requete, uuid: UUID) -> HttpResponse:
    found = queries.get_depot(request.acteur, uuid)
    form = ImportForm(request.POST)
    confirme = form.is_valid() and form.cleaned_data["confirme"]
    return _do(
        request, found,
        lambda: importation.ask_import(by=request.acteur, depot=found, confirme=confirme, today=localdate()),
        "L’import est lancé : les dossiers apparaîtront tous ensemble quand il sera fini.",
    )  # fmt: skip


@exige(Droit.REPRENDRE, nominatif=True)
@require_POST
@une_fois
def annuler(request: Requete, uuid: UUID) -> HttpResponse:
    found = queries.get_depot(request.acteur, uuid)
    return _do(
        request, found, lambda: annulation.ask_annulation(by=request.acteur, depot=found, today=localdate()),
        "L’annulation est lancée : les dossiers créés par cet import seront retirés tous ensemble.",
    )  # fmt: skip


@exige(Droit.REPRENDRE, nominatif=True)
@require_POST
@une_fois
def abandonner(request: Requete, uuid: UUID) -> HttpResponse:
    found = queries.get_depot(request.acteur, uuid)
    return _do(
        request, found, lambda: actions.abandon_depot(by=request.acteur, depot=found),
        "Le fichier est abandonné : tout ce qui en avait été lu est effacé.",
    )  # fmt: skip


def _do(request: Requete, found: Depot, act: Callable[[], Any], done: str) -> HttpResponse:
    try:
        act()
    except RepriseRefusee as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, done)
    return redirect(found)
