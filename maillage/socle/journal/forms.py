"""The filters of the journal of accesses."""

from django import forms

from maillage.socle.journal.nomenclatures import PHRASES
from maillage.socle.journal.queries import Filtres
from maillage.socle.journal.rules import SUITES


class SuiteForm(forms.Form):
    suite = forms.ChoiceField(label="Après vérification", choices=[(s.value, libelle) for s, libelle in SUITES.items()])


class FiltresForm(forms.Form):
    du = forms.DateField(label="Du", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    au = forms.DateField(label="Au", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    type = forms.ChoiceField(label="Ce qui a été fait", required=False)
    personne = forms.CharField(label="Par qui", required=False, max_length=200)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = sorted(((code, phrase) for code, phrase in PHRASES.items()), key=lambda choice: choice[1])
        self.fields["type"].choices = [("", "Tout"), *choices]  # type: ignore[attr-defined]

    def read(self) -> Filtres:
        """What can be read of the filters; a wrong one is ignored, its error being shown beside it."""
        self.is_valid()
        return Filtres(**{name: value for name, value in self.cleaned_data.items() if value})
