"""What the direction says when it asks for the archive."""

from django import forms

from maillage.echanges.restitution.nomenclatures import LIBELLES_MOTIF, Motif


class DemandeForm(forms.Form):
    motif = forms.ChoiceField(
        label="Pourquoi emporter toutes les données ?",
        choices=[("", "Choisir un motif"), *((m.value, t) for m, t in LIBELLES_MOTIF.items())],
        error_messages={"required": "Dites pourquoi : le motif est écrit dans l’archive et gardé au journal."},
        help_text="Il est écrit dans l’archive et gardé au journal.",
    )
    historique = forms.BooleanField(
        label="Joindre l’historique des actions",
        required=False,
        initial=True,
        help_text="Qui a fait quoi et quand, à lire seulement : une installation qui reprend l’archive ne le rejoue pas.",
    )

    def clean_motif(self) -> Motif:
        return Motif(self.cleaned_data["motif"])
