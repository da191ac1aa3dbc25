"""Shape and options of what is typed on a fiche; the actions check the trade."""

from typing import Any

from django import forms

from maillage.reseau.nomenclatures import (
    LIBELLES_CHAMP,
    LIBELLES_FONCTION,
    LIBELLES_JALON,
    LIBELLES_ORGANISATION,
    LIBELLES_TERRITOIRE,
    LIBELLES_VISIBILITE,
    ChampFiche,
    Fonction,
    NatureJalon,
    NatureTerritoire,
    TypeOrganisation,
    Visibilite,
)
from maillage.territoire.forms import CommuneField


class DateField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)


class FicheForm(forms.Form):
    nom = forms.CharField(label="Nom", max_length=200, strip=True)
    sigle = forms.CharField(label="Sigle", max_length=40, required=False)
    presentation = forms.CharField(
        label="Présentation", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ce qu’une personne qui cherche de l’aide a besoin de savoir. Sans nom de personne : les contacts ont leur page.",
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

    def clean_code_commune(self) -> str:
        commune = self.cleaned_data["code_commune"]
        return commune.code if commune else ""


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


class ContactForm(forms.Form):
    fonction = forms.ChoiceField(
        label="Fonction", choices=[(f.value, libelle) for f, libelle in LIBELLES_FONCTION.items()]
    )
    nom = forms.CharField(label="Prénom et nom", max_length=120)
    precision = forms.CharField(
        label="Mandat ou intitulé du poste", max_length=160, required=False,
        help_text="Pour une élue ou un élu : son mandat et sa collectivité.",
    )  # fmt: skip
    telephone = forms.CharField(label="Téléphone professionnel", max_length=30, required=False)
    courriel = forms.EmailField(label="Adresse électronique professionnelle", max_length=200, required=False)
    du = DateField(label="Dans cette fonction depuis le")
    consenti_le = DateField(
        label="Accord pour être public, donné le", required=False,
        help_text="Le jour où la personne a accepté que son nom et ces coordonnées soient lus par tout le monde. "
        "Laissez vide si elle n’a pas donné son accord, ou l’a repris : elle n’apparaîtra jamais au public.",
    )  # fmt: skip

    def clean_fonction(self) -> Fonction:
        return Fonction(self.cleaned_data["fonction"])


class DepartForm(forms.Form):
    au = DateField(label="Dernier jour dans la fonction")


class VisibilitesForm(forms.Form):
    """One choice a field of the fiche."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for champ, libelle in LIBELLES_CHAMP.items():
            self.fields[champ.value] = forms.ChoiceField(
                label=libelle,
                choices=[(v.value, nom) for v, nom in LIBELLES_VISIBILITE.items()],
                help_text=AIDES_VISIBILITE.get(champ, ""),
            )

    def read(self) -> dict[ChampFiche, Visibilite]:
        return {champ: Visibilite(self.cleaned_data[champ.value]) for champ in ChampFiche}


AIDES_VISIBILITE = {
    ChampFiche.CONTACTS: "Au public, seulement les personnes qui ont donné leur accord. Jamais dans un fichier exporté.",
    ChampFiche.EFFECTIFS: "Des nombres, jamais un nom.",
}


class JalonForm(forms.Form):
    nature = forms.ChoiceField(
        label="Ce qui s’est passé",
        choices=[("", "Choisir dans la liste"), *((n.value, libelle) for n, libelle in LIBELLES_JALON.items())],
    )
    le = DateField(label="Le")
    nom = forms.CharField(
        label="Nouveau nom", max_length=200, required=False,
        help_text="Pour un changement de nom. L’ancien nom reste dans l’histoire, et la recherche le trouve encore.",
    )  # fmt: skip
    lie = forms.ChoiceField(
        label="Dispositif qui reprend", required=False,
        help_text="Pour une fusion, ou une fermeture suivie d’une reprise.",
    )  # fmt: skip
    reprise = forms.CharField(
        label="Autre structure qui reprend", max_length=200, required=False,
        help_text="Si elle n’est pas dans l’annuaire, par exemple une mission locale ou une intercommunalité.",
    )  # fmt: skip

    def __init__(self, *args: Any, repreneurs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["lie"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Aucun"), *repreneurs]

    def clean_nature(self) -> NatureJalon:
        return NatureJalon(self.cleaned_data["nature"])
