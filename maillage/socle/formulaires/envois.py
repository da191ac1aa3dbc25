"""`@une_fois`: a form posted twice (double click, reload, replay, two tabs) creates one thing, and says so twice."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from maillage.socle.formulaires.jetons import NOM, Jeton, JetonRefuse, check_jeton
from maillage.socle.formulaires.models import Envoi
from maillage.socle.formulaires.pages import show_deja_enregistre, show_jeton_refuse
from maillage.socle.formulaires.saisies import delete_saisies
from maillage.socle.requete import Requete

Vue = TypeVar("Vue", bound=Callable[..., Any])
ENTETES = ("Location", "HX-Redirect", "HX-Location", "HX-Trigger")
IGNORES = {NOM, "csrfmiddlewaretoken"}


def une_fois(view: Vue) -> Vue:
    """The deed is done once per form shown; the same form posted again gets the first answer.

    The view redirects when it has done the deed, and answers anything else when it has not (a form to correct): only
    a redirection is remembered. The record commits with the deed, in the request's transaction.
    """

    @wraps(view)
    def once(request: Requete, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            jeton = check_jeton(request.POST.get(NOM, ""), compte=request.acteur.compte)
        except JetonRefuse as refus:
            return show_jeton_refuse(request, str(refus))
        with transaction.atomic():
            mine = _build(request, jeton)
            # A simultaneous twin waits here for the first to end, then finds what it did, or takes its place.
            Envoi.objects.bulk_create([mine], ignore_conflicts=True)
            first = Envoi.objects.get(numero=mine.numero, chemin=mine.chemin)
            if first.uuid != mine.uuid:
                if first.empreinte != mine.empreinte:
                    return show_deja_enregistre(request, first.entetes.get("Location", ""))
                return HttpResponse(status=first.statut, headers=first.entetes)
            response: HttpResponse = view(request, *args, **kwargs)
            if not is_done(response):
                first.delete()
                return response
            first.statut = response.status_code
            first.entetes = {name: response.headers[name] for name in ENTETES if name in response.headers}
            first.save(update_fields=["statut", "entetes"])
            delete_saisies(request)
        return response

    once.envoi = "une fois"  # type: ignore[attr-defined]
    return once  # type: ignore[return-value]


def idempotente(raison: str) -> Callable[[Vue], Vue]:
    """Declares that posting twice is posting once, and why: no token is asked."""
    if not raison:
        raise ValueError("Dites pourquoi cette vue peut être rejouée sans dommage.")

    def register(view: Vue) -> Vue:
        view.envoi = raison  # type: ignore[attr-defined]
        return view

    return register


def is_done(response: HttpResponse) -> bool:
    return (
        300 <= response.status_code < 400
        or response.status_code in {201, 204}
        or "HX-Redirect" in response.headers
        or "HX-Location" in response.headers
    )


def _build(request: Requete, jeton: Jeton) -> Envoi:
    return Envoi(
        numero=jeton.numero,
        chemin=request.path,
        compte_id=jeton.compte,
        empreinte=_fingerprint(request),
        recu_le=timezone.now(),
    )


def _fingerprint(request: Requete) -> str:
    """Of what was typed: the same token with another text is another intention (the « back » button)."""
    fields = sorted((name, values) for name, values in request.POST.lists() if name not in IGNORES)
    files = sorted((name, f.name, f.size) for name, values in request.FILES.lists() for f in values)
    return hashlib.sha256(json.dumps([fields, files]).encode()).hexdigest()
