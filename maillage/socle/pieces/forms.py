"""The deposit of a pièce."""

from django import forms

from maillage.socle.pieces.nomenclatures import ACCEPTES, CONSERVATIONS, EXTENSIONS


class PieceForm(forms.Form):
    """`refus`: why the file was not even received (too heavy, no more room), said beside the field."""

    fichier = forms.FileField(
        label="Fichier",
        help_text=f"{ACCEPTES} ; 10 Mo au plus.",
        widget=forms.ClearableFileInput(attrs={"accept": EXTENSIONS}),
        allow_empty_file=False,
        error_messages={
            "required": "Choisissez un fichier.",
            "empty": "Ce fichier est vide : vérifiez-le, puis choisissez-le de nouveau.",
        },
    )
    classe = forms.ChoiceField(
        label="Nature de la pièce",
        help_text="Elle décide de la durée de conservation.",
        choices=[(code.value, regle.libelle) for code, regle in CONSERVATIONS.items()],
    )

    def __init__(self, *args, refus: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if refus:
            self.fields["fichier"].error_messages["required"] = refus
