"""A choice of the dispositif, and from when."""

from typing import Any

from django import forms

from maillage.parcours.nomenclatures.reglages import Definition
from maillage.socle.champs import DateNative


class ReglageForm(forms.Form):
    valeur = forms.ChoiceField(label="Ce que le dispositif décide", widget=forms.RadioSelect)
    du = forms.DateField(
        label="À partir du", widget=DateNative(), help_text="Une date à venir convient : la décision vaudra ce jour-là."
    )

    def __init__(self, data: Any = None, *, definition: Definition, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        valeur = self.fields["valeur"]
        assert isinstance(valeur, forms.ChoiceField)
        valeur.choices = list(definition.choix)
