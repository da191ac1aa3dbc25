"""Sign-in through an identity provider (ProConnect-shaped): for people whom Maillage knows already, and no other.

The identity is believed when its signature, issuer, audience and nonce hold, its e-mail is verified, and an open account
or a pending invitation bears that e-mail. From then on the account is found by the provider's `sub`.
"""

from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from maillage.comptes import actions
from maillage.comptes.actions import HabilitationRefusee
from maillage.comptes.models import Compte

IDENTITE_REFUSEE = (
    "La connexion n’a pas abouti : la réponse du fournisseur d’identité n’a pas pu être vérifiée, ou a expiré. "
    "Recommencez depuis la page de connexion."
)
PERSONNE_INCONNUE = (
    "Aucun compte de Maillage n’est ouvert à cette adresse. Les comptes s’ouvrent sur invitation : demandez la vôtre à "
    "la direction de votre dispositif, à l’adresse que vous utilisez ici."
)
COURRIEL_NON_VERIFIE = "Votre fournisseur d’identité n’a pas vérifié votre adresse électronique. Vérifiez-la auprès de lui, puis recommencez."
ANNULEE = "Vous avez renoncé à la connexion. Rien n’a été transmis à Maillage."


class AdaptateurOIDC(OpenIDConnectOAuth2Adapter):
    """Verifies what allauth leaves to the channel: the signature of each token, the nonce, a signed userinfo."""

    state: dict[str, Any]

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> SocialLogin:
        id_token = self._verify(app, kwargs["response"].get("id_token") or "")
        expected = self.state.get("nonce")
        if not expected or id_token.get("nonce") != expected:
            raise OAuth2Error("nonce")
        userinfo = self._read_userinfo(app, token.token)
        if userinfo.get("sub") != id_token.get("sub"):
            raise OAuth2Error("sub")
        login: SocialLogin = self.get_provider().sociallogin_from_response(
            request, {"userinfo": userinfo, "id_token": id_token}
        )
        login.account.extra_data = {k: userinfo[k] for k in ("siret",) if k in userinfo}  # no more than is of use
        login.claims = id_token | userinfo
        return login

    def _verify(self, app: Any, token: str) -> dict[str, Any]:
        if not token:
            raise OAuth2Error("id_token")
        try:
            claims: dict[str, Any] = jwtkit.verify_and_decode(
                credential=token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (KeyError, ValueError) as error:
            raise OAuth2Error("jeton illisible") from error
        return claims

    def _read_userinfo(self, app: Any, access_token: str) -> dict[str, Any]:
        """A JSON object, or a signed token as ProConnect answers."""
        with get_social_adapter().get_requests_session() as session:
            response = session.get(self.profile_url, headers={"Authorization": f"Bearer {access_token}"})
            response.raise_for_status()
        if response.headers.get("Content-Type", "").startswith("application/jwt"):
            return self._verify(app, response.text)
        found: dict[str, Any] = response.json()
        return found


class RetourOIDC(OAuth2CallbackView):
    """Hands the state of this sign-in, hence its nonce, to what verifies the answer."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, response


class AdaptateurFederation(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        cancelled = str(kwargs.get("error")).endswith("cancelled")
        _refuse(request, ANNULEE if cancelled else IDENTITE_REFUSEE)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        claims: dict[str, Any] = sociallogin.claims
        if not sociallogin.is_existing:
            self._link(request, sociallogin, claims)
        elif not sociallogin.user.is_active:
            _refuse(request, PERSONNE_INCONNUE)
        request.second_facteur_federe = has_mfa(claims)  # type: ignore[attr-defined]

    def _link(self, request: HttpRequest, sociallogin: SocialLogin, claims: dict[str, Any]) -> None:
        email = str(claims.get("email", "")).strip().lower()
        if not email or not is_email_verified(claims):
            _refuse(request, COURRIEL_NON_VERIFIE)
        compte = Compte.objects.filter(email=email, is_active=True, is_demonstration=False).first()
        if compte is None:
            compte = self._open_by_invitation(request, email, claims)
        if SocialAccount.objects.filter(user=compte, provider=sociallogin.account.provider).exists():
            _refuse(request, PERSONNE_INCONNUE)  # the address has changed hands at the provider
        sociallogin.connect(request, compte)
        actions.record_federation(compte=compte, adresse=request.META.get("REMOTE_ADDR", ""))

    def _open_by_invitation(self, request: HttpRequest, email: str, claims: dict[str, Any]) -> Compte:
        nom = str(claims.get("usual_name") or claims.get("family_name") or "")
        try:
            compte = actions.accept_by_email(
                email=email, prenom=str(claims.get("given_name", "")), nom=nom, now=timezone.now()
            )
        except HabilitationRefusee as refus:
            _refuse(request, str(refus))
        return compte or _refuse(request, PERSONNE_INCONNUE)


def is_email_verified(claims: dict[str, Any]) -> bool:
    return claims.get("email_verified") is True or bool(settings.OIDC.get("courriel_fiable"))


def has_mfa(claims: dict[str, Any]) -> bool:
    """The provider vouches for two factors, by the level (`acr`) or the means (`amr`) that the settings name."""
    amr = claims.get("amr") or []
    means = {amr} if isinstance(amr, str) else set(amr)
    return claims.get("acr") in settings.OIDC.get("acr_mfa", ()) or bool(means & set(settings.OIDC.get("amr_mfa", ())))


def _refuse(request: HttpRequest, phrase: str) -> NoReturn:
    raise ImmediateHttpResponse(render(request, "comptes/federation_refusee.html", {"phrase": phrase}, status=403))
