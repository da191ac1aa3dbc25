"""Shape of what is typed on a dispositif's team, software and FSE; the actions check the trade."""

from django import forms

from maillage.reseau.forms import DateField
from maillage.reseau.nomenclatures import (
    LIBELLES_EMPLOYEUR,
    LIBELLES_EQUIPE,
    LIBELLES_MODE_FSE,
    LIBELLES_USAGE,
    Employeur,
    FonctionEquipe,
    ModeFse,
    UsageLogiciel,
)


class EffectifForm(forms.Form):
    fonction = forms.ChoiceField(label="Fonction", choices=[(f.value, nom) for f, nom in LIBELLES_EQUIPE.items()])
    employeur = forms.ChoiceField(
        label="Qui les emploie",
        widget=forms.RadioSelect,
        choices=[(e.value, nom) for e, nom in LIBELLES_EMPLOYEUR.items()],
    )
    personnes = forms.IntegerField(label="Nombre de personnes", min_value=1, max_value=9999)
    etp = forms.DecimalField(
        label="Équivalents temps plein", max_digits=6, decimal_places=2, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 8}),
        help_text="Par exemple 2,5. Une personne à mi-temps compte 0,5.",
    )  # fmt: skip
    du = DateField(label="Depuis le")

    def clean_fonction(self) -> FonctionEquipe:
        return FonctionEquipe(self.cleaned_data["fonction"])

    def clean_employeur(self) -> Employeur:
        return Employeur(self.cleaned_data["employeur"])


class LogicielForm(forms.Form):
    usage = forms.ChoiceField(label="À quoi il sert", choices=[(u.value, nom) for u, nom in LIBELLES_USAGE.items()])
    nom = forms.CharField(
        label="Nom du logiciel", max_length=120, widget=forms.TextInput(attrs={"list": "logiciels-connus"}),
        help_text="Un tableur compte aussi.",
    )  # fmt: skip
    du = DateField(label="Depuis le")

    def clean_usage(self) -> UsageLogiciel:
        return UsageLogiciel(self.cleaned_data["usage"])


class GestionFseForm(forms.Form):
    mode = forms.ChoiceField(
        label="Comment le FSE arrive", widget=forms.RadioSelect,
        choices=[(m.value, nom) for m, nom in LIBELLES_MODE_FSE.items()],
    )  # fmt: skip
    organisme = forms.CharField(
        label="Organisme qui gère", max_length=200, required=False,
        help_text="L’OI pivot, ou le service qui signe la convention. Le nommer ne lui ouvre aucun dossier.",
    )  # fmt: skip
    du = DateField(label="Depuis le")

    def clean_mode(self) -> ModeFse:
        return ModeFse(self.cleaned_data["mode"])


class FinForm(forms.Form):
    au = DateField(label="Dernier jour")
