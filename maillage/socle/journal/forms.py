"""What was found of an alert."""

from django import forms

from maillage.socle.journal.rules import SUITES


class SuiteForm(forms.Form):
    suite = forms.ChoiceField(label="Après vérification", choices=[(s.value, libelle) for s, libelle in SUITES.items()])
