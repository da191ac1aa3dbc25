"""To the identity provider and back."""

import json
import secrets

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from maillage.comptes.oidc import AdaptateurOIDC, RetourOIDC
from maillage.socle.acces import publique

INJOIGNABLE = "Le fournisseur d’identité ne répond pas. Réessayez dans un instant, ou connectez-vous par mot de passe."


@publique
@never_cache
@require_POST
def partir(request: HttpRequest, provider_id: str) -> HttpResponse:
    """By POST only: no other site signs somebody in without their knowing."""
    try:
        provider = get_adapter().get_provider(request, provider=provider_id)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    nonce = secrets.token_urlsafe(32)
    params = {"nonce": nonce, "claims": json.dumps({"id_token": {"amr": {"essential": True}}})}
    if acr := settings.OIDC.get("acr"):
        params["acr_values"] = acr
    suite = request.POST.get("next", "")
    safe = suite if suite and url_has_allowed_host_and_scheme(suite, allowed_hosts=set()) else None
    try:
        response: HttpResponse = provider.redirect(
            request, process="login", next_url=safe, auth_params=params, nonce=nonce
        )
    except RequestException:
        return render(request, "comptes/federation_refusee.html", {"phrase": INJOIGNABLE}, status=503)
    return response


@publique
@never_cache
@require_GET
def revenir(request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        response: HttpResponse = RetourOIDC.adapter_view(AdaptateurOIDC(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return response
