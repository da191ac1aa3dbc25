"""What is typed to freeze a file, to look at it again, to say that an operation was paid."""

from django import forms

from maillage.parcours.nomenclatures.conservation import LIBELLES_GEL, MotifGel
from maillage.socle.champs import DateNative

JUSQU_AU = "Douze mois au plus. Vous serez prévenu avant ce jour ; sans revue, le gel cesse."


class GelForm(forms.Form):
    motif = forms.ChoiceField(
        label="Motif", choices=[("", "Choisir"), *((m.value, libelle) for m, libelle in LIBELLES_GEL.items())]
    )  # fmt: skip
    jusqu_au = forms.DateField(label="Jusqu’au", widget=DateNative(), help_text=JUSQU_AU)

    def clean_motif(self) -> MotifGel:
        return MotifGel(self.cleaned_data["motif"])


class RevueForm(forms.Form):
    jusqu_au = forms.DateField(label="Prolonger jusqu’au", widget=DateNative(), help_text=JUSQU_AU)


class FinOperationForm(forms.Form):
    """`operation`: only one of those that étapes name."""

    operation = forms.ChoiceField(label="Opération FSE")
    dernier_paiement = forms.DateField(label="Dernier paiement le", widget=DateNative())

    def __init__(self, *args: object, codes: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        operation = self.fields["operation"]
        assert isinstance(operation, forms.ChoiceField)
        operation.choices = [("", "Choisir"), *((code, code) for code in codes)]
