"""History of an object, journal of accesses, one's own accesses."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from maillage.socle import permissions
from maillage.socle.acces import connecte, exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.journal import actions, alertes, historique, liste_acces, queries
from maillage.socle.journal.forms import SuiteForm
from maillage.socle.journal.permissions import Droit
from maillage.socle.journal.rules import PARAMETRES, Suite
from maillage.socle.requete import Requete
from maillage.socle.tableaux import exports
from maillage.socle.tableaux.chronique import Chronique, build_chronique
from maillage.socle.tableaux.etat import clean
from maillage.socle.tableaux.liste import respond


@connecte
@require_GET
def historique_objet(request: Requete, modele: str, cle: str) -> HttpResponse:
    objet = historique.get_objet(request.acteur, modele, cle)
    rows = historique.list_evenements(objet, acteur=request.acteur)
    liste = build_chronique(historique.HISTORIQUE, rows, request, preparer=historique.tell)
    return render(request, "journal/historique.html", {"objet": objet, "liste": liste})


@exige(Droit.LIRE_ACCES, nominatif=True)
@require_GET
def acces(request: Requete) -> HttpResponse:
    liste = _build_acces(request)
    actions.record_acces(by=request.acteur, type="journal.lecture")
    return respond(request, "journal/acces.html", liste, {"with_contenu": _shows_contenu(request)})


@exige(Droit.EXPORTER_ACCES, nominatif=True)
@require_GET
def export(request: Requete, format: str) -> HttpResponseBase:
    """R-15: asks for a reason, and leaves its trace in this very journal."""
    motif = clean(request.GET.get("motif", ""))
    try:
        return exports.export(_build_acces(request), by=request.acteur, format=format, today=localdate(), motif=motif)
    except exports.ExportRefuse as refus:
        messages.error(request, str(refus))
        return redirect("journal:acces")


@connecte
@require_GET
def mes_acces(request: Requete) -> HttpResponse:
    liste = build_chronique(
        liste_acces.MES_ACCES,
        queries.list_mes_acces(request.acteur),
        request,
        preparer=partial(queries.build_lignes, with_contenu=True),
    )
    return respond(request, "journal/mes_acces.html", liste)


def _build_acces(request: Requete) -> Chronique:
    with_contenu = _shows_contenu(request)
    return build_chronique(
        liste_acces.build_tableau(with_contenu=with_contenu),
        queries.list_acces(request.acteur),
        request,
        export="/journal/acces/export" if permissions.can(request.acteur, Droit.EXPORTER_ACCES) else "",
        preparer=partial(queries.build_lignes, with_contenu=with_contenu),
    )


def _shows_contenu(request: Requete) -> bool:
    return permissions.can(request.acteur, Droit.LIRE_CONTENU_DES_ACCES)


@exige(Droit.TRAITER_ALERTE, nominatif=True)
@require_GET
def liste_alertes(request: Requete) -> HttpResponse:
    found = list(alertes.list_alertes(request.acteur)[:200])
    noms = alertes.name_people(found)
    actions.record_acces(by=request.acteur, type="journal.alertes")
    lignes = [(alerte, noms.get(alerte.compte_id, "Un compte supprimé")) for alerte in found]
    return render(request, "journal/alertes.html", {"lignes": lignes, "form": SuiteForm(), "detections": PARAMETRES})


@exige(Droit.TRAITER_ALERTE, nominatif=True)
@require_POST
@une_fois
def close_alerte(request: Requete, key: str) -> HttpResponse:
    alerte = alertes.get_alerte(request.acteur, key)
    form = SuiteForm(request.POST)
    if form.is_valid():
        try:
            alertes.close_alerte(
                by=request.acteur, alerte=alerte, suite=Suite(form.cleaned_data["suite"]), now=timezone.now()
            )
        except (alertes.DejaTraitee, permissions.DroitRefuse) as refus:
            messages.error(request, str(refus))
        else:
            messages.success(request, "L’alerte est traitée.")
    return redirect("journal:alertes")
