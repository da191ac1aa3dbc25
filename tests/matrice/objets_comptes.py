"""Addresses of accounts whose variable part names no object of a dispositif."""

from tests.matrice.objets import valeurs

valeurs("account_confirm_email", key="clef-perimee")
valeurs("account_reset_password_from_key", uidb36="1", key="clef-perimee")
valeurs("openid_connect_login", "openid_connect_callback", provider_id="inconnu")
