"""How a person wants to be told."""

from django import forms

from maillage.socle.afaire.nomenclatures import LIBELLES_RYTHME


class RythmeForm(forms.Form):
    rythme = forms.ChoiceField(
        label="M’écrire ce que j’ai à faire",
        choices=[(r.value, libelle) for r, libelle in LIBELLES_RYTHME.items()],
        widget=forms.RadioSelect,
        help_text="Le message dit combien de choses vous attendent. Il ne nomme personne.",
    )
