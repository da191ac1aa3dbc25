"""Keeping a view of a list, forgetting it; then back to the list."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.socle.acces import connecte
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.retours import is_d_ici
from maillage.socle.requete import Requete
from maillage.socle.tableaux import actions
from maillage.socle.tableaux.models import VueEnregistree


@connecte
@require_POST
@une_fois
def garder(request: Requete) -> HttpResponse:
    requete = request.POST.get("requete", "")
    try:
        vue = actions.save_vue(
            by=request.acteur,
            tableau=request.POST.get("tableau", ""),
            nom=request.POST.get("nom", ""),
            requete=requete,
            now=timezone.now(),
        )
    except actions.VueRefusee as refus:
        messages.error(request, str(refus))
        return _back(request)
    messages.success(request, f"La vue « {vue.nom} » est gardée.")
    return _back(request, requete)


@connecte
@require_POST
@une_fois
def oublier(request: Requete, key: Any) -> HttpResponse:
    vue = VueEnregistree.objects.visible_to(request.acteur).filter(uuid=key).first()
    if vue is None:
        raise Http404
    actions.forget_vue(by=request.acteur, vue=vue)
    messages.success(request, f"La vue « {vue.nom} » est oubliée.")
    return _back(request)


def _back(request: Requete, requete: str = "") -> HttpResponse:
    """To the list, which is one of our own pages or the home page."""
    retour = request.POST.get("retour", "")
    if not is_d_ici(retour):
        return redirect("/")
    return redirect(retour.partition("?")[0] + requete)
