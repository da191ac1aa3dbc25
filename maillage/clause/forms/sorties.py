"""What is told of a person after the clause: by the service, or by herself from her telephone."""

from typing import Any

from django import forms

from maillage.clause.forms.marches import jour
from maillage.clause.nomenclatures.suivi import LIBELLES_PERSONNE, LIBELLES_SITUATION, SituationSortie
from maillage.socle.champs import GrandsChoix
from maillage.socle.nomenclatures import choix


class SituationForm(forms.Form):
    situation = forms.ChoiceField(
        label="Situation à ce moment", widget=forms.RadioSelect, choices=choix(LIBELLES_SITUATION),
        help_text="« Injoignable » clôt la recherche ; une réponse qui viendrait ensuite la remplace.",
    )  # fmt: skip
    le = jour("Dite le")

    @property
    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "situation": SituationSortie(self.cleaned_data["situation"])}


class ReponseForm(forms.Form):
    """The person's own: two questions."""

    situation = forms.ChoiceField(
        label="Où en êtes-vous aujourd’hui ?", widget=forms.RadioSelect, choices=choix(LIBELLES_PERSONNE)
    )
    a_rappeler = forms.TypedChoiceField(
        label="Voulez-vous être rappelé·e ?", widget=GrandsChoix, coerce=lambda value: value == "oui",
        choices=[("non", "Non, merci"), ("oui", "Oui, appelez-moi")],
    )  # fmt: skip

    @property
    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "situation": SituationSortie(self.cleaned_data["situation"])}
