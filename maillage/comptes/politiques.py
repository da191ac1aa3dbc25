"""The declared policies of the views that other packages bring."""

from maillage.socle.acces import CONNECTE, PUBLIQUE, Politique

EXTERNES: dict[str, Politique] = {
    **dict.fromkeys(
        (
            "account_inactive",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
            "mfa_authenticate",
            "mfa_login_webauthn",
        ),
        PUBLIQUE,
    ),
    **dict.fromkeys(
        (
            # Public, for leaving a sign-in half done (second factor asked, not given) is leaving too.
            "account_logout",
        ),
        PUBLIQUE,
    ),
    **dict.fromkeys(
        (
            "account_reauthenticate",
            "account_change_password",
            "mfa_index",
            "mfa_reauthenticate",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_download_recovery_codes",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_reauthenticate_webauthn",
            "mfa_remove_webauthn",
            "mfa_edit_webauthn",
            "usersessions_list",
        ),
        CONNECTE,
    ),
}

# What a person whose role asks for a second factor may open before having one.
SANS_SECOND_FACTEUR = {
    "account_reauthenticate",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "usersessions_list",
    "comptes:proteger",
}
