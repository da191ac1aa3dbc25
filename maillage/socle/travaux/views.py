"""The pages of jobs: the list, one job and its progress."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from maillage.socle import permissions
from maillage.socle.acces import connecte
from maillage.socle.acteur import Acteur
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.requete import Requete
from maillage.socle.travaux import actions, queries
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.permissions import Droit

PAR_PAGE = 30


@connecte
@require_safe
def liste(request: Requete) -> HttpResponse:
    page = Paginator(queries.list_travaux(request.acteur), PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "travaux/liste.html", {"page": page, "est_servi": queries.is_travailleur_present()})


@connecte
@require_safe
def travail(request: Requete, key: uuid.UUID) -> HttpResponse:
    return render(request, "travaux/travail.html", _contexte(request.acteur, key))


@connecte
@require_safe
def avancement(request: Requete, key: uuid.UUID) -> HttpResponse:
    """The part of the page that moves, asked again every two seconds."""
    return render(request, "travaux/_avancement.html", _contexte(request.acteur, key))


@connecte
@require_POST
@une_fois
def cancel(request: Requete, key: uuid.UUID) -> HttpResponse:
    return _decide(
        request, key, actions.cancel_travail, "L’annulation est demandée : l’étape en cours s’achève d’abord."
    )


@connecte
@require_POST
@une_fois
def restart(request: Requete, key: uuid.UUID) -> HttpResponse:
    return _decide(request, key, actions.restart_travail, "Le travail est relancé, là où il s’était arrêté.")


def _decide(request: Requete, key: uuid.UUID, action: Callable[..., Travail], done: str) -> HttpResponse:
    found = queries.get_travail(request.acteur, key)
    try:
        action(by=request.acteur, travail=found)
    except (actions.ActionRefusee, permissions.DroitRefuse) as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, done)
    return redirect(found)


def _contexte(acteur: Acteur, key: uuid.UUID) -> dict[str, object]:
    found = queries.get_travail(acteur, key)
    return {
        "travail": found,
        "est_servi": not found.is_ouvert or queries.is_travailleur_present(),
        "peut_mener": permissions.can(acteur, Droit.MENER_TRAVAIL, found),
    }
