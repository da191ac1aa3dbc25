"""Sign-in, the demonstration's sign-in, the switch of role."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.comptes import actions, demonstration, sessions
from maillage.comptes.middleware import SESSION_HABILITATION
from maillage.socle.acces import connecte, publique
from maillage.socle.formulaires.envois import idempotente
from maillage.socle.requete import Requete


class Connexion(LoginView):
    """allauth's sign-in, plus the people of the demonstration when this machine plays it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "groupes": demonstration.list_groupes(self.request),
            "oidc": settings.OIDC.get("nom"),
        }


connexion = publique(Connexion.as_view())


@publique
@require_safe
def fermee(request: HttpRequest) -> HttpResponse:
    raise Http404


@publique
@require_http_methods(["GET", "HEAD", "POST"])
@idempotente("se connecter deux fois, c’est être connecté")
def entrer(request: HttpRequest) -> HttpResponse:
    """Opens the demonstration as one of its people, without password: loopback and fictitious accounts only.

    Typed in the address bar, it leads to the page that offers those people.
    """
    if not demonstration.is_open(request):
        raise Http404
    if request.method != "POST":
        return redirect(settings.LOGIN_URL)
    compte = demonstration.find_personne(request.POST.get("compte", ""))
    if compte is None:
        raise Http404
    login(request, compte, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, compte, "demonstration")
    UserSession.objects.create_from_request(request)
    return redirect(_safe_next(request) or settings.LOGIN_REDIRECT_URL)


@connecte
@require_POST
@idempotente("le dernier choix l’emporte")
def changer_de_role(request: Requete) -> HttpResponse:
    """Another of one's own habilitations, remembered until the next change; the session gets a new key."""
    habilitations = getattr(request, "habilitations", [])
    chosen = next((h for h in habilitations if str(h.uuid) == request.POST.get("habilitation", "")), None)
    if chosen is None:
        raise Http404
    actions.choose_habilitation(by=request.acteur, habilitation=chosen)
    request.session[SESSION_HABILITATION] = chosen.pk
    sessions.rotate(request)
    return redirect(settings.LOGIN_REDIRECT_URL)


def _safe_next(request: HttpRequest) -> str | None:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts=set(), require_https=request.is_secure())
    return target if target and safe else None
