"""What is typed when a person is informed, or agrees."""

from django import forms

from maillage.participants.nomenclatures.droits import LIBELLES_ACCORD, LIBELLES_SUPPORT, Accord, Support
from maillage.socle.champs import DateNative

SUPPORTS = [(s.value, libelle) for s, libelle in LIBELLES_SUPPORT.items()]


class InformationForm(forms.Form):
    le = forms.DateField(label="Remise le", widget=DateNative())
    support = forms.ChoiceField(label="Support", choices=SUPPORTS)

    def clean_support(self) -> Support:
        return Support(self.cleaned_data["support"])


class ConsentementForm(forms.Form):
    """R-43: nothing is chosen beforehand."""

    objet = forms.ChoiceField(
        label="La personne accepte de", choices=[("", "Choisir"), *((a.value, libelle) for a, libelle in LIBELLES_ACCORD.items())]
    )  # fmt: skip
    destinataire = forms.CharField(
        label="Destinataire",
        max_length=200,
        required=False,
        help_text="L’entreprise ou le PLIE précis, s’il y en a un.",
    )
    donne_le = forms.DateField(label="Donné le", widget=DateNative())
    support = forms.ChoiceField(label="Support", choices=SUPPORTS)

    def clean_objet(self) -> Accord:
        return Accord(self.cleaned_data["objet"])

    def clean_support(self) -> Support:
        return Support(self.cleaned_data["support"])
