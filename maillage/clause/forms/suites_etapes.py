"""What whoever follows the person answers to the end of a contract, or to its new term."""

from typing import Any

from django import forms

from maillage.clause.forms.marches import say_quand
from maillage.clause.models import SuiteEtape
from maillage.parcours.nomenclatures.etapes import (
    LIBELLES_MOTIF_REFUS,
    LIBELLES_RESULTAT_ETAPE,
    MotifRefus,
    ResultatEtape,
)
from maillage.socle.nomenclatures import choix

TERMINER, INTERROMPRE, PROLONGER, GARDER = "terminer", "interrompre", "prolonger", "garder"


class SuiteForm(forms.Form):
    """Why a contract ended is not told: the person says it to whoever follows them."""

    reponse = forms.ChoiceField(label="Dans le parcours", widget=forms.RadioSelect)
    resultat = forms.ChoiceField(
        label="Résultat de l’étape", required=False, choices=[("", "Choisissez…"), *choix(LIBELLES_RESULTAT_ETAPE)]
    )
    motif = forms.ChoiceField(
        label="Pourquoi elle s’interrompt", required=False, choices=[("", "Choisissez…"), *choix(LIBELLES_MOTIF_REFUS)]
    )

    def __init__(self, *args: Any, suite: SuiteEtape, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reponse"]
        assert isinstance(field, forms.ChoiceField)
        garder = (GARDER, "Reste comme il est noté")
        if suite.is_fin:
            field.choices = [
                (TERMINER, "L’étape se termine ce jour-là"),
                (INTERROMPRE, "L’étape s’interrompt ce jour-là"),
                garder,
            ]
            say_quand(self, {"resultat": "si elle se termine", "motif": "si elle s’interrompt"})
        else:
            field.choices = [(PROLONGER, "La fin prévue de l’étape change"), garder]
            del self.fields["resultat"], self.fields["motif"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reponse") == TERMINER and not cleaned.get("resultat"):
            self.add_error("resultat", "Indiquez le résultat de l’étape.")
        if cleaned.get("reponse") == INTERROMPRE and not cleaned.get("motif"):
            self.add_error("motif", "Indiquez le motif : il aide à choisir la suite.")
        return cleaned

    @property
    def is_garde(self) -> bool:
        return bool(self.cleaned_data["reponse"] == GARDER)

    @property
    def resultat_dit(self) -> ResultatEtape | None:
        is_mine = self.cleaned_data["reponse"] == TERMINER
        return ResultatEtape(self.cleaned_data["resultat"]) if is_mine else None

    @property
    def motif_dit(self) -> MotifRefus | None:
        is_mine = self.cleaned_data["reponse"] == INTERROMPRE
        return MotifRefus(self.cleaned_data["motif"]) if is_mine else None
