"""Addresses of accounts: one's own passkeys, and variable parts that name no object of a dispositif."""

from allauth.mfa.models import Authenticator

from tests.matrice.objets import Pour, objet, valeurs

valeurs("account_reset_password_from_key", uidb36="1", key="clef-perimee")


@objet("mfa_remove_webauthn", "mfa_edit_webauthn")
def cle_d_acces(pour: Pour) -> dict[str, object]:
    return {
        "pk": Authenticator.objects.create(
            user=pour.compte, type=Authenticator.Type.WEBAUTHN, data={"name": "Clé d’essai", "credential": {}}
        ).pk
    }
