"""The forms of requests for access: the entry, more time, what is hidden."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.timezone import localdate

from maillage.socle.protection.demandes import DemandeRefusee
from maillage.socle.protection.masques import Cible
from maillage.socle.protection.nomenclatures import IDENTITES, MASQUES, MOTIFS, REPORTS, Identite, Masque, Motif, Report
from maillage.socle.protection.personnes import Personne
from maillage.socle.protection.rules import REPONSE


class DemandeForm(forms.Form):
    personne = forms.ChoiceField(
        label="Personne concernée",
        help_text="Les personnes accompagnées, et celles qui ont ou ont eu une habilitation dans votre dispositif.",
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
        initial=localdate,
    )

    def __init__(self, *args: Any, personnes: list[Personne], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.personnes = {personne.cle: personne for personne in personnes}
        delai = REPONSE.get(on=localdate()).valeur
        self.fields["recue_le"].help_text = f"La réponse est due {delai} mois après ce jour."
        field = self.fields["personne"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choisir une personne"), *((str(p.cle), p.nom) for p in personnes)]

    def clean_personne(self) -> Personne:
        return self.personnes[UUID(self.cleaned_data["personne"])]

    def clean_motif(self) -> Motif:
        return Motif(self.cleaned_data["motif"])

    def clean_identite(self) -> Identite:
        return Identite(self.cleaned_data["identite"])


class ReportForm(forms.Form):
    report = forms.ChoiceField(
        label="Pourquoi faut-il plus de temps ?",
        choices=[("", "Choisir un motif"), *((r.value, t) for r, t in REPORTS.items())],
        help_text="Ce motif est écrit à la personne et gardé au journal.",
    )

    def clean_report(self) -> Report:
        return Report(self.cleaned_data["report"])


class MasquesForm(forms.Form):
    """The values themselves are ticked one by one on the page: `read_cibles`."""

    table = forms.CharField(max_length=100, widget=forms.HiddenInput)
    geste = forms.ChoiceField(choices=[("masquer", "Masquer"), ("retablir", "Rétablir")], widget=forms.HiddenInput)
    motif = forms.ChoiceField(
        label="Pourquoi le masquer",
        error_messages={"required": "Dites pourquoi vous masquez : le motif est gardé au journal."},
        choices=[("", "Choisir un motif"), *((m.value, t) for m, t in MASQUES.items())],
        help_text="Il est gardé au journal, sans ce qui est masqué.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["motif"].required = self.data.get("geste") != "retablir"

    def clean_motif(self) -> Masque | None:
        return Masque(self.cleaned_data["motif"]) if self.cleaned_data["motif"] else None

    def read_cibles(self, elements: list[str]) -> list[Cible]:
        """What was ticked, as `line:field` of the table shown."""
        parts = [element.partition(":") for element in elements]
        if not all(ligne.isascii() and ligne.isdigit() and len(ligne) < 8 for ligne, _, _ in parts):
            raise DemandeRefusee("Un des éléments choisis est illisible : relisez l’archive et choisissez à nouveau.")
        return [Cible(self.cleaned_data["table"], int(ligne), champ) for ligne, _, champ in parts]
