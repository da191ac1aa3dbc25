"""The statement of a structure that is not in Maillage: its file, then who signs it."""

from typing import Any

from django import forms

from maillage.clause.forms.marches import TEXTE, jour
from maillage.clause.forms.partage import message
from maillage.clause.forms.suivi import Fichier
from maillage.reseau.rules.identifiants import check_siren


class FichierForm(Fichier):
    """The file alone: read, nothing kept."""

    manque = "Choisissez le fichier du relevé."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_fichier("Fichier du relevé", accept=".csv,.xlsx", aide="CSV ou classeur Excel (.xlsx).")


class CertificationForm(Fichier):
    manque = "Joignez l’attestation signée : sans elle, ces heures ne sont celles de personne."
    structure = forms.CharField(
        label="Structure qui déclare",
        max_length=TEXTE,
        help_text="Elle n’est pas dans Maillage, et suit des heures de ce lot.",
    )
    siren = forms.CharField(
        label="Son SIREN", max_length=11, required=False, help_text="Neuf chiffres. Il évite de la compter deux fois."
    )
    certifie_par = forms.CharField(
        label="Fonction de qui signe", max_length=TEXTE, help_text="Par exemple « responsable du service ». Sans nom."
    )
    certifie_le = jour("Signé le")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_fichier("Attestation signée")

    def clean_siren(self) -> str:
        siren = "".join(str(self.cleaned_data["siren"]).split())
        if siren and (refus := check_siren(siren)):
            raise forms.ValidationError(refus)
        return siren


class RetraitForm(forms.Form):
    motif = message("Pourquoi ce relevé ne compte plus", required=True, help_text="Cette phrase reste avec le relevé.")
