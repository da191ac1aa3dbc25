"""Forms of accounts: shape and options. What is allowed is decided by the actions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.timezone import localdate

from maillage.comptes import rules
from maillage.comptes.models import Compte
from maillage.comptes.nomenclatures import MOTIFS_PERTE, RECONNAISSANCES, MotifPerte, Reconnaissance
from maillage.reseau.models import Dispositif, Organisation
from maillage.socle.acteur import Acteur
from maillage.socle.roles import FONCTIONS, Role
from maillage.territoire.models import Departement, Region


class _ChampDate(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y"], **kwargs)


def _choix_de_roles(acteur: Acteur) -> list[tuple[str, str]]:
    return [("", "Choisir un rôle")] + [_choix(role) for role in rules.list_accordables(acteur.role)]


def _choix(role: Role) -> tuple[str, str]:
    fonction = FONCTIONS[role]
    return (role.value, f"{fonction.libelle} : {fonction.description[0].lower()}{fonction.description[1:]}")


class SecoursForm(forms.Form):
    """Why a second factor is lost, and how one knows who is asking."""

    motif = forms.ChoiceField(
        label="Que s’est-il passé ?",
        choices=[("", "Choisir un motif"), *((m.value, libelle) for m, libelle in MOTIFS_PERTE.items())],
    )
    reconnaissance = forms.ChoiceField(
        label="Comment savez-vous que c’est bien cette personne ?",
        choices=[("", "Choisir une réponse"), *((r.value, libelle) for r, libelle in RECONNAISSANCES.items())],
        help_text="Un courriel ou un appel reçu ne suffisent pas : rappelez la personne à un numéro déjà connu.",
    )

    def clean_motif(self) -> MotifPerte:
        return MotifPerte(self.cleaned_data["motif"])

    def clean_reconnaissance(self) -> Reconnaissance:
        return Reconnaissance(self.cleaned_data["reconnaissance"])


class HabilitationForm(forms.Form):
    """What a habilitation says, for one that exists already."""

    role = forms.ChoiceField(label="Rôle")
    employeur = forms.ModelChoiceField(
        Organisation.objects.order_by("nom"),
        label="Employeur",
        required=False,
        empty_label="Le porteur du dispositif",
        help_text="Quand la personne est salariée d’une autre structure : CCAS, association, opérateur…",
    )
    au = _ChampDate(
        label="Jusqu’au",
        required=False,
        help_text="Laissez vide si la fin n’est pas connue : la revue des habilitations y reviendra.",
    )

    def __init__(self, *args: Any, acteur: Acteur, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.acteur = acteur
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = _choix_de_roles(acteur)

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class _ChampDepartements(forms.CharField):
    """« 59, 62 »: cleaned into départements, in the order of their codes."""

    def clean(self, value: Any) -> list[Departement]:
        codes = {code.strip().upper() for code in super().clean(value).replace(";", ",").split(",") if code.strip()}
        found = list(Departement.objects.filter(code__in=codes).order_by("code"))
        if inconnus := sorted(codes - {one.code for one in found}):
            raise forms.ValidationError(
                f"Aucun département n’a le code {', '.join(inconnus)} : écrivez par exemple 59, 62 ou 2A."
            )
        return found


class InvitationForm(HabilitationForm):
    """What a habilitation says, plus whom it is offered to and, for the administration, where it is held."""

    email = forms.EmailField(
        label="Adresse électronique",
        help_text="Professionnelle et personnelle à la fois : une adresse partagée ne dit pas qui a fait quoi.",
    )
    dispositif = forms.ModelChoiceField(Dispositif.objects.order_by("nom"), label="Dispositif", required=False)
    region = forms.ModelChoiceField(Region.objects.order_by("nom"), label="Région", required=False)
    departements = _ChampDepartements(label="Départements", required=False, max_length=500)
    du = _ChampDate(label="À partir du", initial=localdate)
    field_order = ("email", "role", "dispositif", "region", "departements", "employeur", "du", "au")

    def __init__(self, *args: Any, acteur: Acteur, **kwargs: Any) -> None:
        super().__init__(*args, acteur=acteur, **kwargs)
        if acteur.role == Role.ADMINISTRATEUR:
            self.fields["dispositif"].help_text = "Pour la première direction ou le premier DPD."
            self.fields["region"].help_text = "Pour une coordination régionale."
            self.fields["departements"].help_text = "Pour une coordination départementale : leurs codes, comme 59, 62."
        else:
            del self.fields["dispositif"], self.fields["region"], self.fields["departements"]
        self.order_fields(self.field_order)

    def list_values(self, today: date) -> dict[str, Any]:
        """The keyword arguments of `actions.invite`: a direction invites for its own dispositif, whatever was sent."""
        values = dict(self.cleaned_data)
        if self.acteur.role != Role.ADMINISTRATEUR:
            values |= {"dispositif": Dispositif.objects.get(pk=self.acteur.dispositif or 0), "region": None}
        return values | {"today": today}


class OuvertureForm(forms.Form):
    """Whom to invite as the first direction, or the first DPD, of one structure."""

    role = forms.ChoiceField(label="Rôle", widget=forms.RadioSelect)
    email = forms.EmailField(label="Adresse électronique", help_text="Professionnelle, et à cette personne seule.")

    def __init__(self, *args: Any, roles: Sequence[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [_choix(r) for r in roles]
        if roles:
            role.initial = roles[0].value

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class AcceptationForm(forms.Form):
    """Name and password of a new account."""

    prenom = forms.CharField(
        label="Prénom", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    nom = forms.CharField(label="Nom", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    password1 = forms.CharField(
        label="Mot de passe",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Au moins 12 caractères. Une phrase que vous seul connaissez vaut mieux qu’un mot compliqué.",
    )
    password2 = forms.CharField(
        label="Le même mot de passe, encore une fois",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        password = data.get("password1")
        if password and data.get("password2") and password != data["password2"]:
            self.add_error("password2", "Les deux mots de passe diffèrent : retapez-les.")
        elif password:
            who = Compte(email=self.email, prenom=data.get("prenom", ""), nom=data.get("nom", ""))
            try:
                password_validation.validate_password(password, who)
            except forms.ValidationError as refus:
                self.add_error("password1", refus)
        return data


class ProfilForm(forms.ModelForm):
    class Meta:
        model = Compte
        fields = ("prenom", "nom")
        widgets = {
            "prenom": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "nom": forms.TextInput(attrs={"autocomplete": "family-name"}),
        }
