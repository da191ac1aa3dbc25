"""The declared policies of the views that other packages bring."""

from maillage.socle.acces import CONNECTE, PUBLIQUE, Politique

EXTERNES: dict[str, Politique] = {
    **dict.fromkeys(
        (
            "account_login",
            "account_inactive",
            "account_signup",
            "account_email_verification_sent",
            "account_confirm_email",
            "account_confirm_login_code",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
            "mfa_authenticate",
            "openid_connect_login",
            "openid_connect_callback",
            "socialaccount_login_cancelled",
            "socialaccount_login_error",
            "socialaccount_signup",
            "django.views.generic.base.RedirectView",  # allauth's former addresses: they only point to the new ones
        ),
        PUBLIQUE,
    ),
    **dict.fromkeys(
        (
            "account_logout",
            "account_reauthenticate",
            "account_email",
            "account_change_password",
            "account_set_password",
            "mfa_index",
            "mfa_reauthenticate",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_download_recovery_codes",
            "socialaccount_connections",
            "usersessions_list",
        ),
        CONNECTE,
    ),
}
