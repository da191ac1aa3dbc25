"""What a person reads and mends about their own account, and where they land after signing in."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from maillage.comptes import actions, demonstration, queries
from maillage.comptes.forms import ProfilForm
from maillage.comptes.models import Compte
from maillage.socle import navigation
from maillage.socle.acces import connecte
from maillage.socle.afaire import queries as afaire
from maillage.socle.formulaires.envois import idempotente
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.requete import Requete
from maillage.socle.roles import FONCTIONS, Role

A_FAIRE_MONTRES = 5
PORTES_PAR_GROUPE = 3  # the menu has them all


@connecte
@require_safe
def accueil(request: Requete) -> HttpResponse:
    """What waits, first; then the first doors of each heading of the menu."""
    today = localdate()
    choses = [chose for groupe in afaire.list_groupes(request.acteur, today=today) for chose in groupe.choses]
    portes = [
        lien
        for groupe in navigation.list_groupes(request.acteur, chemin=request.path)
        for lien in [lien for lien in groupe.liens if lien.adresse not in {request.path, "/a-faire/"}][
            :PORTES_PAR_GROUPE
        ]
    ]
    acteur = request.acteur
    contexte = {
        "today": today,
        "prenom": request.user.get_short_name() if isinstance(request.user, Compte) else "",
        "choses": choses[:A_FAIRE_MONTRES],
        "nombre": len(choses),
        "portes": portes,
        "fonction": FONCTIONS[Role(acteur.role)] if acteur.role else None,
        "suspendues": [] if acteur.role else queries.list_suspendues(acteur, on=today),
    }
    return render(request, "comptes/accueil.html", contexte)


@connecte
@garde_la_saisie
@idempotente("le même nom enregistré deux fois est le même nom")
def mon_compte(request: Requete) -> HttpResponse:
    """« Qui suis-je pour Maillage »: profile, protections, sessions, habilitations."""
    compte = queries.get_compte(request.acteur)
    form = ProfilForm(get_saisie(request), instance=compte)
    if request.method == "POST" and form.is_valid():
        actions.change_profil(by=request.acteur, **form.cleaned_data)
        messages.success(request, "Votre nom est enregistré.")
        return redirect("comptes:mon_compte")
    types = set(Authenticator.objects.filter(user=compte).values_list("type", flat=True))
    contexte = {
        "compte": compte,
        "form": form,
        "histoire": queries.list_miennes(request.acteur),
        "application": Authenticator.Type.TOTP in types,
        "cles": Authenticator.Type.WEBAUTHN in types,
        "codes": Authenticator.Type.RECOVERY_CODES in types,
        "is_exempte": compte.is_demonstration and demonstration.is_open(request),
        "sessions": UserSession.objects.filter(user=compte).count(),
    }
    return render(request, "comptes/mon_compte.html", contexte)


@connecte
@require_POST
@idempotente("des sessions fermées le restent")
def tout_deconnecter(request: Requete) -> HttpResponse:
    """Every session of this account, the present one included."""
    actions.record_tout_deconnecte(by=request.acteur)
    get_adapter().end_sessions(UserSession.objects.filter(user_id=request.acteur.compte))
    request.session.flush()
    messages.success(request, "Toutes vos sessions sont fermées, sur tous vos appareils.")
    return redirect("account_login")


@connecte
@require_safe
def proteger(request: Requete) -> HttpResponse:
    """Where a person whose role asks for a second factor chooses one, before anything else opens."""
    suite = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(suite, allowed_hosts=set()):
        suite = "/accueil/"
    if queries.has_second_facteur(request.acteur):
        return redirect(suite)
    return render(request, "comptes/proteger.html", {"suite": suite})
