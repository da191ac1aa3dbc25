"""One request, one acteur, one transaction, one policy; and a session that ends when it should."""

import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.comptes import demonstration, queries, sessions
from maillage.comptes.durees import get_parametres
from maillage.comptes.models import Compte
from maillage.comptes.politiques import EXTERNES, SANS_SECOND_FACTEUR
from maillage.socle import permissions
from maillage.socle.acces import CONNECTE, Politique, PolitiqueManquante
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_contexte, set_contexte
from maillage.socle.formulaires.saisies import sign_in
from maillage.socle.roles import FONCTIONS, Role

SESSION_HABILITATION = "habilitation"
SURES = {"GET", "HEAD", "OPTIONS"}
GRAIN_DE_L_ACTIVITE = timedelta(hours=1)


class LimitesDeSessionMiddleware:
    """Closes a session left alone or too old, whose next request is then a visitor's; notes the activity of others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        now = time.time()
        if fin := self._fin(request, now):
            logout(request)
            messages.warning(request, fin)
            return self.get_response(request)
        response = self.get_response(request)
        if request.user.is_authenticated and not getattr(request, "en_fond", False):
            politique = getattr(request, "politique", CONNECTE)
            if sessions.touch(request.session, now=now, sensible=politique.sensible):
                self._note(request, request.user)
        return response

    def _fin(self, request: HttpRequest, now: float) -> str | None:
        assert isinstance(request.user, Compte)
        if request.user.is_demonstration and not demonstration.is_open(request):
            return "Les comptes de la démonstration ne s’ouvrent que sur cette machine, en mode démonstration."
        return sessions.check_limites(request.session, now=now, parametres=get_parametres(on=localdate()))

    def _note(self, request: HttpRequest, compte: Any) -> None:
        now = timezone.now()
        if compte.vu_le is None or now - compte.vu_le >= GRAIN_DE_L_ACTIVITE:
            Compte.objects.filter(pk=compte.pk).update(vu_le=now)
            UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)


class ActeurMiddleware:
    """Builds `request.acteur`, opens the compartments for the whole request, applies the view's declared policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.requete = uuid.uuid4().hex  # type: ignore[attr-defined]
        response = self._respond(request)
        response["X-Request-ID"] = request.requete  # type: ignore[attr-defined]
        return response

    def _respond(self, request: HttpRequest) -> HttpResponse:
        # SQLite has no policies and one writer: a read keeps out of its way.
        if connection.vendor == "sqlite" and request.method in SURES:
            request.acteur = _build_acteur(request)  # type: ignore[attr-defined]
            return self.get_response(request)
        with open_contexte(Acteur(compte=request.user.pk)):  # their own habilitations, nothing else yet
            request.acteur = _build_acteur(request)  # type: ignore[attr-defined]
            set_contexte(request.acteur)  # type: ignore[attr-defined]
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        politique = find_politique(request, view)
        request.politique = politique  # type: ignore[attr-defined]
        request.en_fond = getattr(view, "en_fond", False)  # type: ignore[attr-defined]
        if politique.publique:
            return None
        acteur: Acteur = request.acteur  # type: ignore[attr-defined]
        if acteur.is_anonyme:
            return sign_in(request)  # what was being posted comes back afterwards
        if lacks_second_facteur(request) and _name(request) not in SANS_SECOND_FACTEUR:
            if "HX-Request" in request.headers:  # a fragment: the whole page would land in it
                # What the page asks of itself stays quietly empty until then; what the person asks is refused.
                return HttpResponse(status=204 if request.en_fond else 403)  # type: ignore[attr-defined]
            suite = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
            return redirect(f"{reverse('comptes:proteger')}?{suite}")
        if politique != CONNECTE and politique.droit and not permissions.can(acteur, politique.droit):
            if not permissions.is_servi(acteur, politique.droit):
                raise Http404  # their dispositif has no such page
            raise PermissionDenied
        return None


def find_politique(request: HttpRequest, view: Any) -> Politique:
    politique = getattr(view, "politique", None)
    if politique is not None:
        return politique
    name = _name(request)
    if name in EXTERNES:
        return EXTERNES[name]
    raise PolitiqueManquante(f"La vue « {name or view} » ne dit pas qui peut l’ouvrir.")


def lacks_second_facteur(request: HttpRequest) -> bool:
    """One of this person's roles asks for a second factor, and nothing but a password protects their account."""
    habilitations = getattr(request, "habilitations", [])
    if not any(FONCTIONS[Role(h.role)].second_facteur for h in habilitations):
        return False
    compte = request.user
    if getattr(compte, "is_demonstration", False) and demonstration.is_open(request):
        return False  # stated by the banner: fictitious people, this machine only
    if request.session.get(sessions.SECOND_FACTEUR_FEDERE):
        return False  # the identity provider vouched for it (see `oidc`)
    return not queries.has_second_facteur(request.acteur)  # type: ignore[attr-defined]


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _build_acteur(request: HttpRequest) -> Acteur:
    requete: str = request.requete  # type: ignore[attr-defined]
    compte = request.user
    if not isinstance(compte, Compte):
        return Acteur(adresse=_adresse(request), requete=requete)
    today = localdate()
    habilitations = queries.list_habilitations(compte, on=today)
    chosen = queries.choose(habilitations, chosen=request.session.get(SESSION_HABILITATION), compte=compte)
    request.habilitations = habilitations  # type: ignore[attr-defined]
    request.habilitation = chosen  # type: ignore[attr-defined]
    return queries.build_acteur(compte, chosen, on=today, adresse=_adresse(request), requete=requete)


def _adresse(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
