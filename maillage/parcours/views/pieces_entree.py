"""Deposits the signed paper of an orientation (by whoever wrote it, or by the reception) or of a commission."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage.parcours.actions.pieces_entree import attach_fiche_signee, attach_releve_signe
from maillage.parcours.forms.pieces_entree import FichierForm
from maillage.parcours.models import Orientation
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import orientations
from maillage.parcours.views.commissions import get_commission
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.pieces.televersement import get_refus
from maillage.socle.pieces.views import serve_fichier
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete

FORMULAIRE = ["GET", "HEAD", "POST"]
FICHE = "La fiche signée par la personne et par vous, numérisée ou photographiée, bien lisible."
RELEVE = "Le relevé de décisions signé par les membres, numérisé ou photographié, bien lisible."


@dataclass(frozen=True, slots=True)
class Depot:
    """`nom` and `retour`: the page to come back to, and how the trail calls it."""

    titre: str
    chapeau: str
    nom: str
    retour: tuple[str, UUID]


@exige(Droit.ORIENTER, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def fiche_de_l_orientation(request: Requete, uuid: UUID) -> HttpResponse:
    """From « Mes orientations »."""
    return _deposit_fiche(request, orientations.get_sienne, uuid, "parcours:orientation")


@exige(Droit.ACCUEILLIR, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def fiche_de_l_entree(request: Requete, uuid: UUID) -> HttpResponse:
    """From « Entrées »: the paper was handed over."""
    return _deposit_fiche(request, orientations.get_entree, uuid, "parcours:entree")


def _deposit_fiche(request: Requete, get: Callable[..., Orientation], uuid: UUID, retour: str) -> HttpResponse:
    try:
        found = get(request.acteur, uuid)
    except Orientation.DoesNotExist as absent:
        raise Http404 from absent
    journal.record_acces(by=request.acteur, type="parcours.orientation_ouverte", target=found)
    nom = found.nom_complet or f"Orientation n° {found.numero}"
    depot = Depot("Déposer la fiche signée", FICHE, nom, (retour, uuid))
    return _serve(request, depot, lambda f: attach_fiche_signee(by=request.acteur, orientation=found, fichier=f))


@exige(Droit.TENIR_COMMISSION)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def releve_signe(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_commission(request, uuid)
    depot = Depot("Déposer le relevé signé", RELEVE, found.libelle_type, ("parcours:commission", uuid))
    return _serve(request, depot, lambda f: attach_releve_signe(by=request.acteur, commission=found, fichier=f))


@exige(Droit.ACCUEILLIR, nominatif=True)
@require_safe
@never_cache
def lire_fiche(request: Requete, uuid: UUID) -> HttpResponseBase:
    try:
        found = orientations.get_entree(request.acteur, uuid)
    except Orientation.DoesNotExist as absent:
        raise Http404 from absent
    if found.fiche_signee is None:
        raise Http404
    journal.record_acces(by=request.acteur, type="parcours.orientation_fiche_lue", target=found)
    return serve_fichier(request, found.fiche_signee)


@exige(Droit.TENIR_COMMISSION, nominatif=True)
@require_safe
@never_cache
def lire_releve(request: Requete, uuid: UUID) -> HttpResponseBase:
    found = get_commission(request, uuid)
    if found.releve_signe is None:
        raise Http404
    journal.record_acces(by=request.acteur, type="parcours.commission_releve_lu", target=found)
    return serve_fichier(request, found.releve_signe)


def _serve(request: Requete, depot: Depot, attach: Callable[[Any], object]) -> HttpResponse:
    form = FichierForm(get_saisie(request), request.FILES or None, refus=get_refus(request))
    if request.method == "POST" and form.is_valid():
        try:
            attach(form.cleaned_data["fichier"])
        except Refus as refus:
            form.add_error(refus.champ if refus.champ in form.fields else None, str(refus))
        else:
            messages.success(request, "La pièce est déposée.")
            return redirect(depot.retour[0], uuid=depot.retour[1])
    return render(request, "parcours/piece_deposer.html", {"form": form, "depot": depot})
