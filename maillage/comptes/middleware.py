"""One request, one acteur, one transaction, one policy."""

import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate

from maillage.comptes import queries
from maillage.comptes.politiques import EXTERNES
from maillage.socle import permissions
from maillage.socle.acces import CONNECTE, Politique, PolitiqueManquante
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_contexte, set_contexte
from maillage.socle.formulaires.saisies import sign_in

SESSION_HABILITATION = "habilitation"
SURES = {"GET", "HEAD", "OPTIONS"}


class ActeurMiddleware:
    """Builds `request.acteur`, opens the compartments for the whole request, applies the view's declared policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.requete = uuid.uuid4().hex  # type: ignore[attr-defined]
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
        if politique.publique:
            return None
        acteur: Acteur = request.acteur  # type: ignore[attr-defined]
        if acteur.is_anonyme:
            return sign_in(request)  # what was being posted comes back afterwards
        if politique != CONNECTE and politique.droit and not permissions.can(acteur, politique.droit):
            raise PermissionDenied
        return None


def find_politique(request: HttpRequest, view: Any) -> Politique:
    politique = getattr(view, "politique", None)
    if politique is not None:
        return politique
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name in EXTERNES:
        return EXTERNES[name]
    raise PolitiqueManquante(f"La vue « {name or view} » ne dit pas qui peut l’ouvrir.")


def _build_acteur(request: HttpRequest) -> Acteur:
    requete: str = request.requete  # type: ignore[attr-defined]
    if not request.user.is_authenticated:
        return Acteur(adresse=_adresse(request), requete=requete)
    today = localdate()
    habilitations = queries.list_habilitations(request.user, on=today)
    chosen = request.session.get(SESSION_HABILITATION)
    habilitation = next((h for h in habilitations if h.pk == chosen), habilitations[0] if habilitations else None)
    request.habilitations = habilitations  # type: ignore[attr-defined]
    return queries.build_acteur(request.user, habilitation, on=today, adresse=_adresse(request), requete=requete)


def _adresse(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
