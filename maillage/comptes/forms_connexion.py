"""The sign-in package's forms, in the house's words: what each field is called, and what helps to fill it."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms

ADRESSE = "Adresse électronique"
NOM = "Nom de la clé"
AIDE_MOT_DE_PASSE = "Au moins 12 caractères. Une phrase que vous seul connaissez vaut mieux qu’un mot compliqué."


def _dress(form: forms.Form, **labels: str) -> None:
    """Their placeholders repeat their labels and vanish when one types: the label alone stays."""
    for name, label in labels.items():
        form.fields[name].label = label
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class ConnexionForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, login=ADRESSE)


class ConfirmationForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)


class OubliForm(ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, email=ADRESSE)


class MotDePasseForm(ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, password2="Le même, encore une fois")
        self.fields["password1"].help_text = AIDE_MOT_DE_PASSE


class NouveauMotDePasseForm(ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, password1="Nouveau mot de passe", password2="Le même, encore une fois")
        self.fields["password1"].help_text = AIDE_MOT_DE_PASSE


class _CodeForm(forms.Form):
    """The code of an application, or one of the recovery codes: digits both."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, code="Code")
        self.fields["code"].help_text = "Les six chiffres de votre application, ou l’un de vos codes de secours."
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class CodeForm(_CodeForm, AuthenticateForm):
    pass


class ConfirmationParCodeForm(_CodeForm, ReauthenticateByCodeForm):
    pass


class ApplicationForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, code="Les six chiffres que l’application affiche")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class CleForm(AddWebAuthnForm):
    """Ready to replace the password, which is what people expect of a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, name=NOM, passwordless="Elle remplace aussi mon mot de passe")
        self.fields["name"].help_text = "Pour la reconnaître : « Téléphone », « Poste du bureau »…"
        self.fields["passwordless"].initial = True
        self.fields[
            "passwordless"
        ].help_text = "Décochez pour une clé de sécurité sans code ni empreinte : elle viendra après le mot de passe."


class RenommerCleForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, name=NOM)
