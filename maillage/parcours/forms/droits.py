"""What is typed when a person is informed, or agrees."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from maillage.comptes.models import Compte
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


class LecteurForm(forms.Form):
    """R-43: nothing is chosen beforehand. `possibles`: whom the person may choose among."""

    lecteur = forms.ModelChoiceField(
        label="La personne laisse lire ses notes sociales à", queryset=Compte.objects.none(), empty_label="Choisir",
        help_text="Quelqu’un de la coordination, ou un autre référent. Le référent de la personne les lit déjà.",
    )  # fmt: skip
    donne_le = forms.DateField(label="Choix fait le", widget=DateNative())
    support = forms.ChoiceField(label="Support", choices=[("", "Choisir"), *SUPPORTS])

    def __init__(self, *args: Any, possibles: QuerySet[Compte], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lecteur"].queryset = possibles  # type: ignore[attr-defined]

    def clean_support(self) -> Support:
        return Support(self.cleaned_data["support"])
