"""Shape and options of what is typed on a fiche; the actions check the trade."""

from typing import Any

from django import forms

from maillage.reseau.nomenclatures import LIBELLES_ORGANISATION, LIBELLES_TERRITOIRE, NatureTerritoire, TypeOrganisation
from maillage.territoire.queries import find_commune, search_communes


class DateField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)


class CommuneField(forms.CharField):
    """Typed as « Lille », « 59000 » or an INSEE code; several communes answering, the error lists them."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        if (exact := find_commune(text.upper())) is not None:
            return str(exact.code)
        found = search_communes(text, 6)
        named = [c for c in found if c.nom.lower() == text.lower()] or found
        if len(named) == 1:
            return str(named[0].code)
        if not named:
            raise forms.ValidationError(f"Aucune commune ne répond à « {text} ». Essayez le code postal.")
        choices = ", ".join(f"{c.nom} ({c.code})" for c in named)
        raise forms.ValidationError(f"Plusieurs communes répondent : {choices}. Recopiez le code de la bonne.")


class FicheForm(forms.Form):
    nom = forms.CharField(label="Nom", max_length=200, strip=True)
    sigle = forms.CharField(label="Sigle", max_length=40, required=False)
    presentation = forms.CharField(
        label="Présentation", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ce qu’une personne qui cherche de l’aide a besoin de savoir. Sans nom de personne : la fiche est publique.",
    )  # fmt: skip
    adresse = forms.CharField(
        label="Adresse d’accueil", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    code_postal = forms.RegexField(
        r"^[0-9]{5}$",
        label="Code postal",
        required=False,
        error_messages={"invalid": "Un code postal compte cinq chiffres."},
    )
    code_commune = CommuneField(
        label="Commune",
        required=False,
        max_length=80,
        help_text="Nom, code postal ou code Insee. Elle place le point sur la carte.",
    )
    telephone = forms.CharField(
        label="Téléphone", max_length=30, required=False, help_text="Le standard, pas une ligne personnelle."
    )
    courriel = forms.EmailField(
        label="Adresse électronique",
        required=False,
        max_length=200,
        help_text="Une adresse générique, par exemple contact@…",
    )
    site = forms.CharField(label="Site", max_length=300, required=False)


class PortageForm(forms.Form):
    nom = forms.CharField(label="Nom de la structure porteuse", max_length=200)
    type = forms.ChoiceField(
        label="Nature", required=False, choices=[(t.value, libelle) for t, libelle in LIBELLES_ORGANISATION.items()]
    )
    siret = forms.CharField(label="SIRET", required=False, max_length=20)
    du = DateField(label="Porte le dispositif depuis le")
    is_analytique = forms.TypedChoiceField(
        label="Comptabilité analytique distincte", required=False, widget=forms.RadioSelect,
        choices=[("", "Non renseigné"), ("oui", "Oui"), ("non", "Non")],
        coerce=lambda value: value == "oui", empty_value=None,
    )  # fmt: skip

    def clean_siret(self) -> str:
        return "".join(self.cleaned_data["siret"].split())

    def clean_type(self) -> TypeOrganisation:
        return TypeOrganisation(self.cleaned_data["type"])


class TerritoireForm(forms.Form):
    """`lieux`: what the finder answered, as `epci:SIREN` or `commune:CODE`."""

    lieu = forms.ChoiceField(label="Lieu", widget=forms.RadioSelect)
    nature = forms.ChoiceField(
        label="Comment y intervenez-vous ?", choices=[(n.value, libelle) for n, libelle in LIBELLES_TERRITOIRE.items()]
    )
    du = DateField(label="Depuis le")

    def __init__(self, *args: Any, lieux: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["lieu"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = lieux

    def clean_nature(self) -> NatureTerritoire:
        return NatureTerritoire(self.cleaned_data["nature"])

    def clean_lieu(self) -> dict[str, str]:
        genre, _, code = self.cleaned_data["lieu"].partition(":")
        return {"siren_epci": code} if genre == "epci" else {"code_commune": code}


class FermetureForm(forms.Form):
    au = DateField(label="Dernier jour d’intervention")
