"""Shape of what is typed to plan and hold a commission; the actions check the trade."""

from collections.abc import Sequence
from typing import Any

from django import forms

from maillage.parcours.forms.relecture import RelectureForm
from maillage.parcours.nomenclatures.orientation import (
    LIBELLES_COMMISSION,
    LIBELLES_NON_ENTREE,
    LIBELLES_RESULTAT,
    MotifNonEntree,
    Resultat,
    TypeCommission,
)
from maillage.reseau.forms import DateField

COURT, LONG = 120, 300
CHOIX_MOTIF = [("", "Choisir un motif"), *((motif.value, nom) for motif, nom in LIBELLES_NON_ENTREE.items())]


class MembresField(forms.CharField):
    """One member a line: « Prénom Nom, structure »."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 6}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list[tuple[str, str]]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        found = []
        for line in lines:
            nom, _, structure = line.partition(",")
            if not nom.strip() or max(len(nom), len(structure)) > COURT:
                raise forms.ValidationError(f"« {line[:COURT]} » ne se lit pas : écrivez « Prénom Nom, structure ».")
            found.append((nom.strip(), structure.strip()))
        return found


def write_membres(membres: Sequence[Any]) -> str:
    """What the field reads back."""
    return "\n".join(f"{m.nom}, {m.structure}" if m.structure else m.nom for m in membres)


class CommissionForm(forms.Form):
    type = forms.ChoiceField(
        label="Type", widget=forms.RadioSelect, choices=[(t.value, nom) for t, nom in LIBELLES_COMMISSION.items()]
    )
    le = DateField(label="Date")
    heure = forms.TimeField(
        label="Heure", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    lieu = forms.CharField(label="Lieu", max_length=COURT, required=False)
    membres = MembresField(
        label="Membres invités", help_text="Un par ligne : « Prénom Nom, structure ». Qui siège se note le jour venu."
    )
    quorum = forms.IntegerField(
        label="Quorum", min_value=0, max_value=99,
        help_text="Nombre de membres présents sans lequel rien ne se décide. 0 s’il n’y en a pas.",
    )  # fmt: skip

    def clean_type(self) -> TypeCommission:
        return TypeCommission(self.cleaned_data["type"])


class PresenceForm(forms.Form):
    presents = forms.TypedMultipleChoiceField(
        label="Qui est présent", widget=forms.CheckboxSelectMultiple, coerce=int, required=False,
        help_text="Les autres sont notés absents.",
    )  # fmt: skip

    def __init__(self, data: Any, *, membres: Sequence[Any]) -> None:
        super().__init__(data, initial={"presents": [m.pk for m in membres if m.is_present]})
        self.fields["presents"].choices = [  # type: ignore[attr-defined]
            (m.pk, f"{m.nom} ({m.structure})" if m.structure else m.nom) for m in membres
        ]


class EntreeForm(RelectureForm):
    """`referents`: (key, who and why), the best placed first."""

    LIBRES = ("reorientation", "depassement")

    resultat = forms.ChoiceField(
        label="Décision", widget=forms.RadioSelect, choices=[(r.value, nom) for r, nom in LIBELLES_RESULTAT.items()]
    )
    referent = forms.TypedChoiceField(
        label="Référent, si la décision est favorable", widget=forms.RadioSelect, coerce=int, required=False,
        empty_value=None, help_text="Les mieux placés d’abord, avec ce qui les distingue. C’est vous qui choisissez.",
    )  # fmt: skip
    depassement = forms.CharField(
        label="Pourquoi lui confier une personne de plus, s’il n’a plus de place", max_length=LONG, required=False
    )
    motif = forms.ChoiceField(
        label="Motif, si elle est ajournée ou défavorable", required=False, choices=CHOIX_MOTIF,
        help_text="Le prescripteur et la personne le reçoivent.",
    )  # fmt: skip
    reorientation = forms.CharField(
        label="Vers quoi la personne est orientée", max_length=LONG, required=False,
        help_text="Un dispositif, une structure, un droit à ouvrir. Rien sur la santé.",
    )  # fmt: skip

    def __init__(self, data: Any, *, referents: Sequence[tuple[int, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["referent"].choices = referents  # type: ignore[attr-defined]

    def clean_resultat(self) -> Resultat:
        return Resultat(self.cleaned_data["resultat"])

    def clean_motif(self) -> MotifNonEntree | str:
        value = self.cleaned_data["motif"]
        return MotifNonEntree(value) if value else ""

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        resultat = values.get("resultat")
        if resultat is Resultat.FAVORABLE and not values.get("referent") and "referent" not in self.errors:
            self.add_error("referent", "Une personne qui entre a un référent : choisissez-le.")
        if resultat in (Resultat.AJOURNE, Resultat.DEFAVORABLE) and not values.get("motif"):
            self.add_error("motif", "Dites pourquoi : le prescripteur et la personne ont droit au motif.")
        return values


class SortieForm(RelectureForm):
    """`manquantes`: (code, what it is) of the pieces that the file still lacks."""

    LIBRES = ("motif", "derogation")

    resultat = forms.ChoiceField(
        label="Décision", widget=forms.RadioSelect,
        choices=[
            (Resultat.FAVORABLE.value, "Valider la sortie"), (Resultat.AJOURNE.value, "Demander des pièces"),
            (Resultat.DEFAVORABLE.value, "Rejeter : le parcours continue"),
        ],
    )  # fmt: skip
    pieces = forms.MultipleChoiceField(
        label="Pièces demandées", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Le référent les trouve dans ce qu’il a à faire.",
    )  # fmt: skip
    motif = forms.CharField(
        label="Motif, ou ce qui est demandé", max_length=LONG, required=False,
        help_text="Nécessaire pour rejeter : le référent le lit. Rien sur la santé.",
    )  # fmt: skip
    derogation = forms.CharField(
        label="Dérogation aux pièces", max_length=LONG, required=False,
        help_text="S’il manque une pièce et que la commission valide quand même : pourquoi.",
    )  # fmt: skip

    def __init__(self, data: Any, *, manquantes: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["pieces"].choices = manquantes  # type: ignore[attr-defined]
        if not manquantes:
            del self.fields["pieces"], self.fields["derogation"]

    def clean_resultat(self) -> Resultat:
        return Resultat(self.cleaned_data["resultat"])

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        resultat = values.get("resultat")
        if resultat is Resultat.DEFAVORABLE and not values.get("motif"):
            self.add_error("motif", "Dites au référent pourquoi la proposition est rejetée.")
        if resultat is Resultat.AJOURNE and not values.get("motif") and not values.get("pieces"):
            self.add_error("pieces" if "pieces" in self.fields else "motif", "Dites ce qui est demandé.")
        return values
