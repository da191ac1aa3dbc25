"""The entry of a request for access."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.timezone import localdate

from maillage.socle.protection.nomenclatures import IDENTITES, MOTIFS, Identite, Motif
from maillage.socle.protection.personnes import Personne


class DemandeForm(forms.Form):
    personne = forms.ChoiceField(
        label="Personne concernée", help_text="Celles qui ont ou ont eu une habilitation dans votre dispositif."
    )
    motif = forms.ChoiceField(
        label="Motif", choices=[("", "Choisir un motif"), *((m.value, t) for m, t in MOTIFS.items())]
    )
    identite = forms.ChoiceField(
        label="Comment vous êtes-vous assuré de l’identité ?",
        choices=[("", "Choisir une réponse"), *((i.value, t) for i, t in IDENTITES.items())],
    )
    recue_le = forms.DateField(
        label="Demande reçue le",
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="La réponse est due un mois après ce jour.",
        initial=localdate,
    )

    def __init__(self, *args: Any, personnes: list[Personne], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.personnes = {personne.cle: personne for personne in personnes}
        field = self.fields["personne"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choisir une personne"), *((str(p.cle), p.nom) for p in personnes)]

    def clean_personne(self) -> Personne:
        return self.personnes[UUID(self.cleaned_data["personne"])]

    def clean_motif(self) -> Motif:
        return Motif(self.cleaned_data["motif"])

    def clean_identite(self) -> Identite:
        return Identite(self.cleaned_data["identite"])
