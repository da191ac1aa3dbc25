"""The gallery: every component with its variants, its states and its name. In demonstration only, otherwise missing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.socle.acces import publique
from maillage.socle.formulaires.envois import idempotente
from maillage.socle.galerie import exemples
from maillage.socle.galerie.planches import PLANCHES
from maillage.socle.requete import Requete
from maillage.socle.tableaux.liste import respond


def in_demonstration(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMONSTRATION:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@publique
@require_safe
@in_demonstration
def accueil(request: HttpRequest) -> HttpResponse:
    return render(request, "socle/galerie/accueil.html", {"planches": PLANCHES})


@publique
@require_http_methods(["GET", "HEAD", "POST"])
@idempotente("les formulaires de la galerie n’enregistrent rien")
@in_demonstration
def planche(request: Requete, planche: str) -> HttpResponse:
    """One board. What is posted to it comes back refused or said, and is kept nowhere."""
    found = next((p for p in PLANCHES if p.code == planche), None)
    if found is None:
        raise Http404
    values = exemples.build(found.code, request.POST or None, query=request.GET, today=localdate())
    template, context = f"socle/galerie/{found.code}.html", {"planche": found, "planches": PLANCHES, **values}
    if "liste" in values:
        return respond(request, template, values["liste"], context)
    return render(request, template, context)


@publique
@require_safe
@in_demonstration
def reponse(request: HttpRequest, code: str) -> HttpResponse:
    """A refusal or a failure as people see it, without its status: nothing has gone wrong here."""
    if code not in exemples.REPONSES:
        raise Http404
    return render(request, exemples.REPONSES[code][0], {"requete": "exemple"})


@publique
@require_http_methods(["GET", "HEAD", "POST"])
@idempotente("les formulaires de la galerie n’enregistrent rien")
@in_demonstration
def confirmation(request: HttpRequest) -> HttpResponse:
    """The page behind the dialog, for whoever has no script."""
    if request.method == "POST":
        messages.success(request, "C’est un exemple : rien n’a été clos.")
        return redirect("galerie:planche", planche="surfaces")
    return render(
        request,
        "socle/confirmation.html",
        {
            "titre": "Clore cette étape ?",
            "texte": "Elle reste lisible dans le dossier. Vous pourrez la rouvrir pendant 30 jours.",
            "action": "Clore l’étape",
            "renoncer": "/galerie/surfaces/",
        },
    )
