"""Accepting an invitation: the link of the mail, then a name and a password, or a sign-in."""

from collections.abc import Callable

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.comptes import actions, queries
from maillage.comptes.actions import HabilitationRefusee, InvitationInvalide
from maillage.comptes.forms import AcceptationForm
from maillage.comptes.models import Compte, Invitation
from maillage.socle.acces import publique
from maillage.socle.acteur import Acteur
from maillage.socle.formulaires.envois import idempotente
from maillage.socle.requete import Requete

SESSION = "invitation"


def make_lien(request: HttpRequest) -> Callable[[str], str]:
    return lambda jeton: request.build_absolute_uri(reverse("comptes:invitation", args=[jeton]))


@publique
@never_cache
@require_safe
def ouvrir(request: Requete, jeton: str) -> HttpResponse:
    """Takes the secret out of the address at once, so that neither history nor logs of the next pages hold it."""
    request.session[SESSION] = jeton
    return redirect("comptes:accepter")


@publique
@never_cache
@idempotente("une invitation ne s’accepte qu’une fois")
def accepter(request: Requete) -> HttpResponse:
    jeton = request.session.get(SESSION, "")
    try:
        invitation = actions.find_by_jeton(jeton, now=timezone.now())
        return _accept(request, jeton, invitation)
    except InvitationInvalide:
        return render(request, "comptes/invitation_invalide.html", status=410)


def _accept(request: Requete, jeton: str, invitation: Invitation) -> HttpResponse:
    existing = Compte.objects.filter(email=invitation.email, is_active=True).first()
    if existing is not None:
        return _accept_by_owner(request, jeton, invitation, existing)
    form = AcceptationForm(request.POST or None, email=invitation.email, initial=_list_noms(invitation))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            compte = actions.accept(
                jeton=jeton,
                compte=None,
                prenom=data["prenom"],
                nom=data["nom"],
                password=data["password1"],
                now=timezone.now(),
                adresse=request.acteur.adresse,
            )
        except HabilitationRefusee as refus:
            form.add_error(None, str(refus))
        else:
            _sign_in(request, compte)
            return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "comptes/accepter.html", {"form": form, "invitation": invitation})


def _list_noms(invitation: Invitation) -> dict[str, str]:
    """The names that a closed account, or one made by the installation, bears already."""
    known = Compte.objects.filter(email=invitation.email).first()
    return {"prenom": known.prenom, "nom": known.nom} if known else {}


def _accept_by_owner(request: Requete, jeton: str, invitation: Invitation, owner: Compte) -> HttpResponse:
    if not request.user.is_authenticated:
        messages.info(request, "Connectez-vous à votre compte pour accepter cette invitation.")
        return redirect_to_login(reverse("comptes:accepter"))
    if request.user.pk != owner.pk:
        return render(request, "comptes/invitation_autre_compte.html", {"invitation": invitation}, status=403)
    refus = ""
    if request.method == "POST":
        try:
            actions.accept(
                jeton=jeton,
                compte=owner,
                prenom="",
                nom="",
                password="",
                now=timezone.now(),
                adresse=request.acteur.adresse,
            )
        except HabilitationRefusee as error:
            refus = str(error)
        else:
            del request.session[SESSION]
            messages.success(request, "Votre nouvelle habilitation est ouverte : choisissez-la en haut de la page.")
            return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "comptes/accepter.html", {"form": None, "invitation": invitation, "refus": refus})


def _sign_in(request: Requete, compte: Compte) -> None:
    # An account that was closed may keep its second factor: it is then asked for by signing in.
    if queries.has_second_facteur(Acteur(compte=compte.pk)):
        messages.success(request, "Votre compte est rouvert. Connectez-vous.")
        return
    login(request, compte, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, compte, "password", email=compte.email)
    UserSession.objects.create_from_request(request)
