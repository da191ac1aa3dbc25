"""The file, and the départements to look at."""

from typing import Any

from django import forms

ACCEPTE = {
    "decp": ".json,.xml,.csv",
    "boamp": ".json,.csv",
    "programmation": ".xlsx,.ods,.csv",
}
CODES_MAX = 300


class FichierForm(forms.Form):
    """`refus`: why the file was not even received (too heavy), said beside the field."""

    fichier = forms.FileField(
        label="Fichier",
        error_messages={
            "required": "Choisissez un fichier.",
            "empty": "Ce fichier est vide : vérifiez-le, puis choisissez-le de nouveau.",
        },
    )
    suivis = forms.CharField(
        label="Départements suivis", max_length=CODES_MAX, required=False,
        help_text="Leurs codes, séparés par une virgule : 59, 62. Ce qui s’exécute ailleurs n’entre pas dans la file.",
    )  # fmt: skip

    def __init__(self, *args: Any, source: str, poids: int, refus: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accepte = ACCEPTE[source]
        formats = accepte.replace(".", "").upper().replace(",", ", ")
        self.fields["fichier"].help_text = f"{formats} ; {poids} Mo au plus."
        self.fields["fichier"].widget = forms.FileInput(attrs={"accept": accepte})
        if refus:
            self.fields["fichier"].error_messages["required"] = refus

    def clean_suivis(self) -> list[str]:
        codes = self.cleaned_data["suivis"].upper().replace(";", ",").replace(" ", ",").split(",")
        return sorted({code.zfill(2) for code in codes if code})
