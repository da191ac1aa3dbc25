"""Contacts and conventions of a donneur d'ordre."""

from typing import Any

from django import forms

from maillage.clause.forms.marches import TEXTE, jour
from maillage.clause.nomenclatures.amont import LIBELLES_NIVEAU
from maillage.socle.formulaires.versionnes import FormVersionne
from maillage.socle.nomenclatures import choix


class ContactForm(FormVersionne):
    HORS = frozenset({"lu"})
    nom = forms.CharField(label="Prénom et nom", max_length=120)
    fonction = forms.CharField(
        label="Fonction", max_length=160, help_text="Par exemple : responsable de la commande publique."
    )
    is_referent = forms.BooleanField(
        label="Référent de la clause", required=False, help_text="C’est avec cette personne que la clause se décide. Une seule par donneur d’ordre."
    )  # fmt: skip
    telephone = forms.CharField(label="Téléphone professionnel", max_length=30, required=False)
    courriel = forms.EmailField(label="Adresse électronique professionnelle", max_length=200, required=False)
    du = jour("Dans cette fonction depuis le")
    au = jour(
        "Jusqu’au",
        required=False,
        help_text="Le jour où la personne quitte sa fonction ; la ligne s’efface un an après.",
    )


class ConventionForm(FormVersionne):
    HORS = frozenset({"lu"})
    objet = forms.CharField(label="Objet de la convention", max_length=TEXTE)
    niveau = forms.ChoiceField(label="Niveau", widget=forms.RadioSelect, choices=choix(LIBELLES_NIVEAU))
    modele = forms.CharField(
        label="Modèle national dont elle vient", max_length=TEXTE, required=False,
        widget=forms.TextInput(attrs={"list": "modeles-connus"}),
        help_text="Le nom de l’accord ou du réseau national, s’il y en a un.",
    )  # fmt: skip
    contenu = forms.CharField(
        label="Ce qu’elle prévoit", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Engagements de chacun, objectifs, points de suivi. Sans nom de personne.",
    )  # fmt: skip
    du = jour("Prend effet le")
    au = jour("Prend fin le", required=False, help_text="« À faire » prévient avant cette date.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("modele") and not cleaned.get("niveau"):
            self.add_error("niveau", "Dites si cette convention est nationale ou locale.")
        return cleaned
