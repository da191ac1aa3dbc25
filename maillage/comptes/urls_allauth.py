"""Addresses of sign-in, in French. What Maillage does not use of django-allauth is closed: the name exists, the page
does not."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as usersessions
from django.urls import path, re_path

from maillage.comptes.views import connexion, federation

urlpatterns = [
    path("connexion/", connexion.connexion, name="account_login"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("desactive/", account.account_inactive, name="account_inactive"),
    path("confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("mot-de-passe/", account.password_change, name="account_change_password"),
    path("mot-de-passe/oublie/", account.password_reset, name="account_reset_password"),
    path("mot-de-passe/oublie/envoye/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe/change/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("double-authentification/", mfa.index, name="mfa_index"),
    path("double-authentification/verifier/", mfa.authenticate, name="mfa_authenticate"),
    path("double-authentification/confirmer/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("double-authentification/application/", totp.activate_totp, name="mfa_activate_totp"),
    path("double-authentification/application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("double-authentification/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("double-authentification/codes/nouveaux/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("double-authentification/codes/fichier/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("cles-d-acces/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("cles-d-acces/ajouter/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("cles-d-acces/connexion/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("cles-d-acces/confirmer/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("cles-d-acces/<int:pk>/retirer/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("cles-d-acces/<int:pk>/renommer/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("appareils/", usersessions.list_usersessions, name="usersessions_list"),
    # Closed: no signup, no change of address by oneself, no code by e-mail, no federation managed by hand.
    path("inscription/", connexion.fermee, name="account_signup"),
    path("adresses/", connexion.fermee, name="account_email"),
    path("adresses/envoye/", connexion.fermee, name="account_email_verification_sent"),
    path("mot-de-passe/premier/", connexion.fermee, name="account_set_password"),
    path("connexion/code/", connexion.fermee, name="account_confirm_login_code"),
    path("federation/annulee/", connexion.fermee, name="socialaccount_login_cancelled"),
    path("federation/erreur/", connexion.fermee, name="socialaccount_login_error"),
    path("federation/inscription/", connexion.fermee, name="socialaccount_signup"),
    path("federation/", connexion.fermee, name="socialaccount_connections"),
    path("federation/<slug:provider_id>/", federation.partir, name="openid_connect_login"),
    path("federation/<slug:provider_id>/retour/", federation.revenir, name="openid_connect_callback"),
]
