"""A new bilan, its comment, the day it was handed over, those of a whole year."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from maillage.clause.forms.marches import jour
from maillage.clause.nomenclatures.bilans import LIBELLES_BILAN, Perimetre, TypeBilan
from maillage.clause.queries.perimetres import Choix, read_cle
from maillage.clause.rules.bilans.periodes import Periode, make_periode
from maillage.parcours.forms.relecture import RelectureForm
from maillage.socle.formulaires.versionnes import FormVersionne
from maillage.socle.nomenclatures import choix

COMMENTAIRE = 4000


class BilanForm(forms.Form):
    """A period left empty is proposed: the day the market began, or a whole year."""

    objet = forms.ChoiceField(label="Bilan de")
    type = forms.ChoiceField(
        label="Type", choices=choix(LIBELLES_BILAN), widget=forms.RadioSelect, initial=TypeBilan.INTERMEDIAIRE
    )
    du = jour(
        "Du", required=False, help_text="Les heures se comptent par mois entiers. Laissez vide : depuis le début."
    )
    au = jour("Au", required=False, help_text="Le mois choisi est compté en entier. Laissez vide : jusqu’à ce mois-ci.")

    def __init__(self, *args: Any, choices: Choix, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["objet"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choisissez…"), *choices]

    def read_objet(self) -> tuple[Perimetre, str]:
        found = read_cle(self.cleaned_data["objet"])
        assert found is not None  # one of the choices
        return found

    @property
    def bilan(self) -> TypeBilan:
        return TypeBilan(self.cleaned_data["type"])

    def build_periode(self, propose: Periode) -> Periode:
        """What was typed, completed by what is proposed."""
        return make_periode(self.cleaned_data["du"] or propose.du, self.cleaned_data["au"] or propose.au)

    def show_periode(self, periode: Periode) -> None:
        """Shown again, the form says which months it counted."""
        data = QueryDict.copy(self.data) if isinstance(self.data, QueryDict) else dict(self.data)
        data["du"], data["au"] = periode.du.isoformat(), periode.au.isoformat()
        self.data = data


class CommentaireForm(RelectureForm, FormVersionne):
    HORS = FormVersionne.HORS | {"motif_alerte", "vues"}
    LIBRES = ("commentaire",)
    commentaire = forms.CharField(
        label="Commentaire", required=False, max_length=COMMENTAIRE, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Ce qui explique les chiffres : un chantier décalé, une entreprise qui a recruté. Sans nom de personne.",
    )  # fmt: skip


class TransmissionForm(forms.Form):
    le = jour("Transmis le")


class CampagneForm(forms.Form):
    perimetre = forms.ChoiceField(
        label="Un bilan par", widget=forms.RadioSelect, initial=Perimetre.LOT,
        choices=[(Perimetre.LOT.value, "Lot"), (Perimetre.ACHETEUR.value, "Donneur d’ordre")],
    )  # fmt: skip
    annee = forms.TypedChoiceField(label="Année", coerce=int)

    def __init__(self, *args: Any, annees: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["annee"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(annee, str(annee)) for annee in annees]
