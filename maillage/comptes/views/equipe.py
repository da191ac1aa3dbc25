"""« Équipe et habilitations »: who works here, as what, until when; invite, change, end, review."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from maillage.comptes import actions, equipe, secours
from maillage.comptes.actions import HabilitationRefusee
from maillage.comptes.forms import HabilitationForm, InvitationForm, SecoursForm
from maillage.comptes.liste_equipe import build_tableau, list_actions
from maillage.comptes.models import Habilitation, Invitation
from maillage.comptes.permissions import Droit
from maillage.comptes.views.invitation import make_lien
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.permissions import can
from maillage.socle.requete import Requete
from maillage.socle.tableaux.etat import clean
from maillage.socle.tableaux.exports import ExportRefuse, export
from maillage.socle.tableaux.liste import Liste, build_liste, respond


@exige(Droit.VOIR_EQUIPE)
@require_safe
def liste(request: Requete) -> HttpResponse:
    contexte = {
        "invitations": equipe.list_invitations(request.acteur),
        "a_revoir": len(equipe.list_a_revoir(request.acteur, on=localdate())),
        "derniere_revue": equipe.find_derniere_signature(request.acteur),
        "can_habiliter": can(request.acteur, Droit.HABILITER),
        "can_revoir": can(request.acteur, Droit.REVOIR),
        "now": timezone.now(),
    }
    with equipe.portee(request.acteur):
        return respond(request, "comptes/equipe.html", _build_liste(request), contexte)


@exige(Droit.VOIR_EQUIPE)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    """R-15: asks for a reason, and leaves its trace in the journal of accesses."""
    motif = clean(request.GET.get("motif", ""))
    try:
        with equipe.portee(request.acteur):
            liste = _build_liste(request)
            return export(liste, by=request.acteur, format=format, today=localdate(), motif=motif)
    except ExportRefuse as refus:
        messages.error(request, str(refus))
        return redirect("comptes:equipe")


def _build_liste(request: Requete) -> Liste:
    today = localdate()
    return build_liste(
        build_tableau(on=today),
        equipe.select_equipe(request.acteur, on=today),
        request,
        export="/equipe/export",
        agir=list_actions if can(request.acteur, Droit.HABILITER) else None,
    )


@exige(Droit.HABILITER)
@une_fois
@garde_la_saisie
def inviter(request: Requete) -> HttpResponse:
    form = InvitationForm(get_saisie(request), acteur=request.acteur)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = actions.invite(
                by=request.acteur, now=timezone.now(), lien=make_lien(request), **form.list_values(localdate())
            )
        except HabilitationRefusee as refus:
            form.add_error(None, str(refus))
        else:
            messages.success(
                request,
                f"L’invitation part à {invitation.email}. Le lien vaut jusqu’au {timezone.localtime(invitation.expire_le):%d/%m/%Y}.",
            )
            return redirect("comptes:equipe")
    return render(request, "comptes/inviter.html", {"form": form})


@exige(Droit.HABILITER)
@require_POST
@idempotente("le dernier lien envoyé est le seul qui s’ouvre")
def renvoyer(request: Requete, key: UUID) -> HttpResponse:
    invitation = _get_invitation(request, key)
    actions.resend(by=request.acteur, invitation=invitation, now=timezone.now(), lien=make_lien(request))
    messages.success(request, f"Un nouveau lien part à {invitation.email}. L’ancien ne s’ouvre plus.")
    return _go_back(request, invitation)


@exige(Droit.HABILITER)
@require_POST
@idempotente("une invitation retirée le reste")
def retirer(request: Requete, key: UUID) -> HttpResponse:
    invitation = _get_invitation(request, key)
    actions.withdraw(by=request.acteur, invitation=invitation, now=timezone.now())
    messages.success(request, f"L’invitation de {invitation.email} est retirée : son lien ne s’ouvre plus.")
    return _go_back(request, invitation)


@exige(Droit.HABILITER)
@une_fois
@garde_la_saisie
def modifier(request: Requete, key: UUID) -> HttpResponse:
    habilitation = _get_habilitation(request, key)
    initial = {"role": habilitation.role, "employeur": habilitation.employeur_id, "au": habilitation.au}
    form = HabilitationForm(get_saisie(request), acteur=request.acteur, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_habilitation(
                by=request.acteur, habilitation=habilitation, today=localdate(), now=timezone.now(), **form.cleaned_data
            )
        except HabilitationRefusee as refus:
            form.add_error(None, str(refus))
        else:
            messages.success(request, f"L’habilitation de {habilitation.compte} est changée.")
            return redirect("comptes:equipe")
    return render(request, "comptes/modifier.html", {"form": form, "habilitation": habilitation})


@exige(Droit.HABILITER)
@idempotente("une habilitation terminée le reste")
def terminer(request: Requete, key: UUID) -> HttpResponse:
    """Asks first: the person loses their access at the very next page."""
    habilitation = _get_habilitation(request, key)
    refus = ""
    if request.method == "POST":
        try:
            actions.end_habilitation(by=request.acteur, habilitation=habilitation, now=timezone.now())
        except HabilitationRefusee as error:
            refus = str(error)
        else:
            messages.success(request, f"L’habilitation de {habilitation.compte} est terminée : ses accès sont coupés.")
            return redirect("comptes:equipe")
    return render(request, "comptes/terminer.html", {"habilitation": habilitation, "refus": refus})


@exige(Droit.VOIR_EQUIPE)
@require_safe
def personne(request: Requete, key: UUID) -> HttpResponse:
    """The habilitations of one person here, past and present."""
    compte = equipe.find_personne(request.acteur, key)
    if compte is None:
        raise Http404
    contexte = {
        "compte": compte,
        "histoire": equipe.list_histoire(request.acteur, compte),
        "secours": secours.find_secours(request.acteur, compte, today=localdate()),
    }
    return render(request, "comptes/personne.html", contexte)


@exige(Droit.REINITIALISER)
@une_fois
@garde_la_saisie
def reinitialiser(request: Requete, key: UUID) -> HttpResponse:
    """A person who lost telephone, key and codes: their direction vouches for them."""
    compte = equipe.find_personne(request.acteur, key)
    found = secours.find_secours(request.acteur, compte, today=localdate()) if compte else None
    if compte is None or found is None or found.refus:
        raise Http404
    form = SecoursForm(get_saisie(request))
    if request.method == "POST" and form.is_valid():
        actions.reset_second_facteur(
            by=request.acteur, habilitation=found.habilitation, today=localdate(), **form.cleaned_data
        )
        messages.success(
            request,
            f"La double authentification de {compte} est retirée et ses sessions sont fermées. Un courriel la prévient.",
        )
        return redirect("comptes:personne", key=compte.uuid)
    return render(request, "comptes/reinitialiser.html", {"form": form, "compte": compte})


@exige(Droit.REVOIR)
@require_safe
def revue(request: Requete) -> HttpResponse:
    lignes, decided, total = equipe.list_a_decider(request.acteur, on=localdate())
    contexte = {
        "lignes": lignes,
        "decided": decided,
        "total": total,
        "revue": equipe.find_revue(request.acteur),
        "derniere": equipe.find_derniere_signature(request.acteur),
    }
    return render(request, "comptes/revue.html", contexte)


@exige(Droit.REVOIR)
@require_POST
@idempotente("la même décision deux fois est une décision")
def decider(request: Requete, key: UUID) -> HttpResponse:
    habilitation = _get_habilitation(request, key)
    if not can(request.acteur, Droit.REVOIR, habilitation):
        raise Http404
    confirmee = request.POST.get("decision") == "confirmer"
    try:
        actions.decide(
            by=request.acteur, habilitation=habilitation, confirmee=confirmee, today=localdate(), now=timezone.now()
        )
    except HabilitationRefusee as refus:
        messages.error(request, str(refus))
    return redirect("comptes:revue")


@exige(Droit.REVOIR)
@require_POST
@idempotente("une revue signée ne se signe pas deux fois")
def signer(request: Requete) -> HttpResponse:
    try:
        actions.sign_revue(by=request.acteur, today=localdate(), now=timezone.now())
    except HabilitationRefusee as refus:
        messages.error(request, str(refus))
        return redirect("comptes:revue")
    messages.success(request, "La revue des habilitations est signée.")
    return redirect("comptes:equipe")


def _go_back(request: Requete, invitation: Invitation) -> HttpResponse:
    """To the page whose button was pressed: the structure's, or the team's."""
    if request.POST.get("depuis") == "structure" and invitation.dispositif:
        return redirect("comptes:structure", key=invitation.dispositif.uuid)
    return redirect("comptes:equipe")


def _get_habilitation(request: Requete, key: UUID) -> Habilitation:
    found = equipe.find_habilitation(request.acteur, key, on=localdate())
    if found is None:
        raise Http404
    return found


def _get_invitation(request: Requete, key: UUID) -> Invitation:
    found = equipe.find_invitation(request.acteur, key)
    if found is None:
        raise Http404
    return found
