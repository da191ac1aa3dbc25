"""The deposit of one signed paper."""

from typing import Any

from django import forms

from maillage.socle.champs import Depot
from maillage.socle.pieces.nomenclatures import ACCEPTES, EXTENSIONS


class FichierForm(forms.Form):
    """`refus`: why the file was not even received (too heavy, no more room)."""

    fichier = forms.FileField(
        label="Fichier", widget=Depot(attrs={"accept": EXTENSIONS}), help_text=f"{ACCEPTES} ; 10 Mo au plus.",
        error_messages={
            "required": "Choisissez un fichier.",
            "empty": "Ce fichier est vide : vérifiez-le, puis choisissez-le de nouveau.",
        },
    )  # fmt: skip

    def __init__(self, *args: Any, refus: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if refus:
            self.fields["fichier"].error_messages["required"] = refus
