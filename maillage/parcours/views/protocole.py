"""The protocole d’accord: read by who pilots, written by the direction. It names nobody."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.parcours.actions import protocole as actions
from maillage.parcours.forms.protocole import AnnulationForm, ProtocoleForm, propose_fin
from maillage.parcours.models import Protocole
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import protocole as queries
from maillage.parcours.rules import protocole as rules
from maillage.reseau.queries import find_gere
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete

FORMULAIRE = ["GET", "HEAD", "POST"]


@exige(Droit.PILOTER)
@require_safe
def protocoles(request: Requete) -> HttpResponse:
    """Every version, the one in force unfolded."""
    today = localdate()
    found = queries.list_protocoles(request.acteur)
    versions = [lu.version for lu in found]
    en_vigueur = rules.find_en_vigueur(versions, on=today)
    lignes = [
        {
            "ligne": lu.ligne,
            "objectifs": [queries.describe(objectif) for objectif in lu.objectifs],
            "fin": rules.compute_fin(lu.version, versions),
            "is_en_vigueur": lu.version == en_vigueur,
            "is_a_venir": lu.version.du > today,
            "is_derniere": rules.check_annulation(lu.version, versions=versions) is None,
        }
        for lu in found
    ]
    contexte = {
        "lignes": lignes,
        "annules": queries.list_annules(request.acteur),
        "ecrit": permissions.can(request.acteur, Droit.TENIR_PROTOCOLE),
        "reperes": rules.get_reperes(on=today),
    }
    return render(request, "parcours/protocoles.html", contexte)


@exige(Droit.TENIR_PROTOCOLE)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def nouveau(request: Requete) -> HttpResponse:
    dispositif = find_gere(request.acteur)
    if dispositif is None:
        raise Http404
    today = localdate()
    debut = date(today.year, 1, 1)
    form = ProtocoleForm(get_saisie(request), initial={"du": debut, "au": propose_fin(debut)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_protocole(by=request.acteur, dispositif=dispositif, texte=form.texte, today=today)
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "Le protocole est enregistré. Ses objectifs sont sur la page Pilotage.")
            return redirect("parcours:protocoles")
    return _show(request, form, titre="Écrire un protocole", bouton="Enregistrer le protocole")


@exige(Droit.TENIR_PROTOCOLE)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def avenant(request: Requete, uuid: UUID) -> HttpResponse:
    lu = get_lu(request, uuid)
    ligne = lu.ligne
    initial = {"au": ligne.au, "signataires": ligne.signataires}
    form = ProtocoleForm(get_saisie(request), is_avenant=True, objectifs=lu.objectifs, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_avenant(by=request.acteur, protocole=ligne, texte=form.texte, today=localdate())
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "L’avenant est enregistré. La version d’avant reste telle qu’elle était.")
            return redirect("parcours:protocoles")
    return _show(request, form, titre="Écrire un avenant", bouton="Enregistrer l’avenant", ligne=ligne)


@exige(Droit.TENIR_PROTOCOLE)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@idempotente("une version annulée le reste")
def annuler(request: Requete, uuid: UUID) -> HttpResponse:
    ligne = get_lu(request, uuid).ligne
    form = AnnulationForm(get_saisie(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_protocole(by=request.acteur, protocole=ligne, today=localdate(), **form.cleaned_data)
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "Cette version est annulée : elle reste lisible et ne compte plus.")
            return redirect("parcours:protocoles")
    return render(request, "parcours/protocole_annuler.html", {"form": form, "ligne": ligne})


def get_lu(request: Requete, uuid: UUID) -> queries.Lu:
    try:
        found = queries.get_protocole(request.acteur, uuid)
    except Protocole.DoesNotExist:
        raise Http404 from None
    if not permissions.can(request.acteur, Droit.TENIR_PROTOCOLE, found.ligne):
        raise Http404
    return found


def _show(
    request: Requete, form: ProtocoleForm, *, titre: str, bouton: str, ligne: Protocole | None = None
) -> HttpResponse:
    reperes = rules.get_reperes(on=localdate())
    contexte = {"form": form, "titre": titre, "bouton": bouton, "ligne": ligne, "reperes": reperes}
    return render(request, "parcours/protocole_form.html", contexte)
