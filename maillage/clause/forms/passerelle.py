"""Telling a PLIE of a contract; what its référent answers."""

from collections.abc import Sequence
from typing import Any

from django import forms

from maillage.clause.forms.marches import jour, say_quand
from maillage.clause.nomenclatures.passerelle import LIBELLES_ECART, MotifEcart
from maillage.parcours.models import Positionnement
from maillage.parcours.nomenclatures.etapes import TYPES
from maillage.reseau.models import Dispositif
from maillage.socle.nomenclatures import choix

NOUVELLE, ECARTER = "nouvelle", "ecarter"


class TransmissionForm(forms.Form):
    vers = forms.ModelChoiceField(Dispositif.objects.none(), label="PLIE qui la suit", empty_label="Choisissez…")
    informee_le = jour(
        "La personne en a été informée le",
        help_text="Dites-lui que son PLIE saura : métier, employeur, type de contrat, dates, puis le jour où il finit ou se prolonge. Rien d’autre ne part.",
    )  # fmt: skip

    def __init__(self, *args: Any, plies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["vers"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = plies


class PropositionForm(forms.Form):
    """`liables`: étapes typed already that may be this very contract."""

    reponse = forms.ChoiceField(label="Ce contrat", widget=forms.RadioSelect)
    type = forms.ChoiceField(
        label="Type d’étape", required=False,
        choices=[(code, definition.libelle) for code, definition in TYPES.items() if definition.is_contrat],
    )  # fmt: skip
    motif = forms.ChoiceField(
        label="Pourquoi l’écarter", required=False, choices=[("", "Sans objet"), *choix(LIBELLES_ECART)]
    )

    def __init__(self, *args: Any, liables: Sequence[Positionnement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_quand(self, {"type": "pour une nouvelle étape", "motif": "pour l’écarter"})
        self.liables = {str(etape.uuid): etape for etape in liables}
        field = self.fields["reponse"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (NOUVELLE, "Devient une étape de son parcours"),
            *((cle, f"Est déjà noté : {etape.intitule}") for cle, etape in self.liables.items()),
            (ECARTER, "N’est pas une étape de son parcours"),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reponse") == ECARTER and not cleaned.get("motif"):
            self.add_error("motif", "Dites pourquoi : la proposition ne reviendra pas.")
        if cleaned.get("reponse") == NOUVELLE and not cleaned.get("type"):
            self.add_error("type", "Choisissez le type d’étape.")
        return cleaned

    @property
    def etape(self) -> Positionnement | None:
        return self.liables.get(self.cleaned_data["reponse"])

    @property
    def ecart(self) -> MotifEcart | None:
        return MotifEcart(self.cleaned_data["motif"]) if self.cleaned_data["reponse"] == ECARTER else None
