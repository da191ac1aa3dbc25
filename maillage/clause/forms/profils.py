"""The profile taken again of a contract: nothing is typed, only what the page showed is remembered."""

from django import forms


class ProfilForm(forms.Form):
    lu = forms.CharField(widget=forms.HiddenInput, required=False)
