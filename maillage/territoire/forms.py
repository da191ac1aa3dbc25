"""The forms of the territory, and the field by which any form asks for a commune."""

from typing import Any

from django import forms
from django.urls import reverse_lazy

from maillage.territoire import queries
from maillage.territoire.models import Commune

MO = 1024 * 1024
FICHIER_MAX = 10 * MO


class ZonagesForm(forms.Form):
    fichier = forms.FileField(
        label="Fichier de zonages",
        help_text="Format CSV, 10 Mo au plus. Il est lu en entier avant que quoi que ce soit ne soit écrit.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": "Choisissez un fichier CSV.",
            "empty": "Le fichier est vide.",
        },
    )

    def clean_fichier(self) -> Any:
        fichier = self.cleaned_data["fichier"]
        if fichier.size > FICHIER_MAX:
            raise forms.ValidationError(
                f"« {fichier.name} » pèse {fichier.size // MO} Mo, au-delà des {FICHIER_MAX // MO} Mo permis : "
                "partagez-le en plusieurs fichiers, un zonage n’étant jamais coupé en deux."
            )
        return fichier


class SaisieCommune(forms.TextInput):
    """A text field that proposes communes while one types (socle/js/combobox.js); without script, a text field."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                "data-combobox": reverse_lazy("territoire:communes"),
                "data-combobox-minimum": "2",
                "data-combobox-libelle": "Communes",
                "autocomplete": "off",
                **(attrs or {}),
            }
        )


class CommuneField(forms.CharField):
    """A commune by name, postal code or INSEE code; `clean` returns a Commune, or None when empty and optional.

    What a person picks in the list reads « Saint-Denis (93066) »; what they typed by hand is searched, and refused
    with the candidates when several answer equally.
    """

    widget = SaisieCommune

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Commune")
        kwargs.setdefault("help_text", "Nom, code postal ou code Insee.")
        super().__init__(max_length=100, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return queries.write_choix(value) if isinstance(value, Commune) else value

    def clean(self, value: Any) -> Any:
        texte = super().clean(value)
        if not texte:
            return None
        commune, proches = queries.resolve_commune(texte)
        if commune is None and not proches:
            raise forms.ValidationError(f"Aucune commune ne répond à « {texte} ». Essayez son code postal.")
        if commune is None:
            noms = ", ".join(queries.write_choix(c) for c in proches)
            raise forms.ValidationError(f"Plusieurs communes répondent à « {texte} » : {noms}. Recopiez la bonne.")
        return commune
