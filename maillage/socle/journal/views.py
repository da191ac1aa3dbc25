"""History of an object, journal of accesses, one's own accesses."""

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from maillage.socle import permissions
from maillage.socle.acces import connecte, exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.journal import actions, alertes, exports, historique, queries
from maillage.socle.journal.forms import FiltresForm, SuiteForm
from maillage.socle.journal.permissions import Droit
from maillage.socle.journal.rules import PARAMETRES, Suite
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
@idempotente("un export n’écrit rien que sa propre trace")
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


def _avant(request: Requete) -> int | None:
    """The key before which the page starts; anything else than a number is the first page."""
    text = request.GET.get("avant", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
