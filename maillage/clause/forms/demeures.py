"""A company put on notice, what came of it, what a structure thinks of a penalty."""

from typing import Any

from django import forms

from maillage.clause.forms.marches import jour
from maillage.clause.forms.partage import message
from maillage.clause.forms.suivi import Fichier
from maillage.clause.models import Entreprise


class DemeureForm(Fichier):
    manque = "Joignez le courrier : c’est lui qui fait preuve."

    entreprise = forms.ModelChoiceField(Entreprise.objects.none(), label="Entreprise", empty_label="Choisissez…")
    le = jour("Envoyée le")
    terme = jour("Délai jusqu’au", help_text="Le dernier jour laissé à l’entreprise. Le marché le dit souvent.")
    objet = message("Ce que l’entreprise doit faire", required=True, help_text="Sans nom de personne.")

    def __init__(self, *args: Any, entreprises: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["entreprise"]
        field.queryset = entreprises
        if len(entreprises) == 1:
            field.initial = entreprises[0]
        self.add_fichier("Courrier")


class SuiteForm(forms.Form):
    suite = message("Ce que l’entreprise a fait", required=True, help_text="Sans nom de personne.")


class AvisForm(forms.Form):
    texte = message(
        "Votre avis", required=True, help_text="La structure pilote le lit, l’acheteur peut le demander. Sans nom."
    )
