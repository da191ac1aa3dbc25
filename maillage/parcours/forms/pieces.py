"""Shape of the proofs of a file: added by the PLIE, deposited by the person, verified."""

from collections.abc import Iterable
from typing import Any

from django import forms

from maillage.parcours.nomenclatures.pieces import LIBELLES_REFUS_PIECE, RefusPiece
from maillage.parcours.nomenclatures.sorties import LIBELLES_PIECE, Piece
from maillage.reseau.forms import DateField
from maillage.socle.champs import Depot, GrandsChoix
from maillage.socle.nomenclatures import choix
from maillage.socle.pieces.nomenclatures import ACCEPTES, EXTENSIONS


class FichierForm(forms.Form):
    """A file, or a paper seen. `refus`: why the file was not even received."""

    le = DateField(label="Reçue le")
    fichier = forms.FileField(
        label="Fichier", required=False, widget=Depot(attrs={"accept": EXTENSIONS}),
        help_text=f"{ACCEPTES}. Sans fichier : la pièce a été vue, et reste au dossier papier.",
    )  # fmt: skip

    def __init__(self, *args: Any, refus: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refus = refus

    def clean_fichier(self) -> Any:
        if self.refus:
            raise forms.ValidationError(self.refus)
        return self.cleaned_data["fichier"]


class PieceSortieForm(FichierForm):
    """`attendues`: those the exit asks for come first."""

    nature = forms.ChoiceField(
        label="Pièce",
        help_text="Une pièce d’identité, un courrier, une notification ou une fiche de relais ne se gardent pas : leur "
        "fichier s’efface trois mois après avoir été vu, et il reste qui l’a vu, quand.",
    )  # fmt: skip
    field_order = ("nature", "le", "fichier")

    def __init__(self, *args: Any, attendues: Iterable[Piece] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = list(attendues)
        order = [*first, *(piece for piece in Piece if piece not in first and piece is not Piece.CONTRAT_PLIE)]
        self.fields["nature"].choices = [(piece.value, LIBELLES_PIECE[piece]) for piece in order]  # type: ignore[attr-defined]


class DepotForm(forms.Form):
    """The person's own: one photo or one PDF. `preuves`: what their contract may be proved by."""

    nature = forms.ChoiceField(label="Ce que vous envoyez", widget=forms.RadioSelect)
    fichier = forms.FileField(
        label="Photo ou PDF", widget=Depot(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
        help_text="Prenez le document en photo, bien à plat, ou choisissez le PDF reçu. 10 Mo au plus.",
        error_messages={"required": "Choisissez une photo ou un fichier.", "empty": "Ce fichier est vide."},
    )  # fmt: skip

    def __init__(self, *args: Any, preuves: Iterable[Piece], refus: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(piece.value, LIBELLES_PIECE[piece]) for piece in preuves]
        self.fields["nature"].choices = choices  # type: ignore[attr-defined]
        self.fields["nature"].initial = choices[0][0]
        if refus:
            self.fields["fichier"].error_messages["required"] = refus

    def clean_nature(self) -> Piece:
        return Piece(self.cleaned_data["nature"])


class VerificationForm(forms.Form):
    decision = forms.ChoiceField(
        label="Cette pièce", widget=GrandsChoix, choices=[("garder", "Convient"), ("refuser", "Ne convient pas")]
    )
    refus = forms.ChoiceField(
        label="Pourquoi elle ne convient pas", required=False, choices=[("", "Sans objet"), *choix(LIBELLES_REFUS_PIECE)],
        help_text="La personne lira cette raison sur la page de son lien, et pourra envoyer un autre document.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == "refuser" and not cleaned.get("refus"):
            self.add_error("refus", "Dites pourquoi : la personne saura quoi renvoyer.")
        return cleaned

    @property
    def motif(self) -> RefusPiece | None:
        return RefusPiece(self.cleaned_data["refus"]) if self.cleaned_data["decision"] == "refuser" else None
