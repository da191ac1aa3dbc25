"""What becomes of a request for access: more time, gathered again, answered."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.protection import demandes, reponses
from maillage.socle.protection.forms import ReportForm
from maillage.socle.protection.permissions import Droit
from maillage.socle.requete import Requete


@exige(Droit.REPONDRE_ACCES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def prolonger(request: Requete, key: uuid.UUID) -> HttpResponse:
    found = demandes.get_demande(request.acteur, key)
    form = ReportForm(get_saisie(request))
    if request.method == "POST" and form.is_valid():
        try:
            reponses.extend_delai(
                by=request.acteur, demande=found, report=form.cleaned_data["report"], now=timezone.now()
            )
        except demandes.DemandeRefusee as refus:
            form.add_error(None, str(refus))
        else:
            messages.success(request, "Le délai est prolongé ; la personne en est prévenue par courriel.")
            return redirect(found)
    return render(request, "protection/prolonger.html", {"form": form, "demande": found, **describe_delai(found)})


@exige(Droit.REPONDRE_ACCES)
@require_POST
@une_fois
def repondre(request: Requete, key: uuid.UUID) -> HttpResponse:
    return _decide(request, key, reponses.record_reponse, "La réponse est notée : plus rien n’est dû.")


@exige(Droit.REPONDRE_ACCES)
@require_POST
@une_fois
def reunir(request: Requete, key: uuid.UUID) -> HttpResponse:
    return _decide(request, key, reponses.gather_again, "Les données se réunissent de nouveau.")


def describe_delai(found: demandes.DemandeAcces) -> dict[str, object]:
    """When the answer is due as things stand, and would be with more time."""
    return {
        "echeance": demandes.get_echeance(found),
        "echeance_prolongee": demandes.rules.get_echeance(found.recue_le, is_prolongee=True),
    }


def _decide(request: Requete, key: uuid.UUID, action: Callable[..., object], done: str) -> HttpResponse:
    found = demandes.get_demande(request.acteur, key)
    try:
        action(by=request.acteur, demande=found, now=timezone.now())
    except demandes.DemandeRefusee as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, done)
    return redirect(found)
