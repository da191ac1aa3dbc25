"""Shape of a structure that orients people: inscribed by the dispositif, or by its own account when it first orients."""

from typing import Any

from django import forms

from maillage.parcours.forms.orientation import OrientationForm
from maillage.parcours.nomenclatures.orientation import LIBELLES_TYPE_PRESCRIPTEUR, TypePrescripteur
from maillage.parcours.queries.prescripteurs import Sien
from maillage.socle.champs import GrandsChoix
from maillage.socle.nomenclatures import choix

NOUVELLE = "nouvelle"
SANS_NATURE = "Choisissez la nature de votre structure."
NATURES = [
    ("", "Choisissez…"),
    *((code, nom) for code, nom in choix(LIBELLES_TYPE_PRESCRIPTEUR) if code != TypePrescripteur.PERSONNE),
]


class PrescripteurForm(forms.Form):
    nom = forms.CharField(label="Nom de la structure", max_length=200)
    type = forms.ChoiceField(
        label="Nature", choices=NATURES, error_messages={"required": "Choisissez la nature de la structure."}
    )
    courriel = forms.EmailField(
        label="Courriel de réponse", max_length=200, required=False,
        help_text="Y arrivent les « vous avez une réponse », qui ne nomment personne.",
    )  # fmt: skip
    telephone = forms.CharField(label="Téléphone", max_length=30, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("type") == TypePrescripteur.PERSONNE:  # who came of their own accord becomes no structure
            field: Any = self.fields["type"]
            field.choices = [(TypePrescripteur.PERSONNE, LIBELLES_TYPE_PRESCRIPTEUR[TypePrescripteur.PERSONNE])]


class NouveauPrescripteurForm(PrescripteurForm):
    """`est_autre` is asked once those it resembles have been shown."""

    est_autre = forms.BooleanField(
        label="C’est une autre structure que celles-ci", required=False, widget=forms.HiddenInput()
    )

    def ask_est_autre(self) -> None:
        self.fields["est_autre"].widget = forms.CheckboxInput()


class OrientationDeStructureForm(OrientationForm):
    """The first orientation of an account whose structure is not known here: which one it is, and its nature."""

    structure = forms.ChoiceField(
        label="Votre structure est-elle déjà connue ici ?", widget=GrandsChoix, required=False,
        help_text="Reprenez la vôtre : vos orientations restent ensemble.",
    )  # fmt: skip
    structure_type = forms.ChoiceField(label="Nature de votre structure", choices=NATURES, required=False)
    field_order = ("structure", "structure_type")

    def __init__(self, *args: Any, sien: Sien, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nature: Any = self.fields["structure_type"]
        nature.initial = sien.nature
        nature.help_text = f"Pour {sien.nom}. Demandé une fois : la réponse sert aux suivantes."
        if not sien.ressemblants:
            nature.required = True
            nature.error_messages["required"] = SANS_NATURE
            del self.fields["structure"]
            return
        nature.statut = "pour une nouvelle structure"
        known = [(str(row.uuid), f"C’est {row.nom}, {row.libelle_type}") for row in sien.ressemblants]
        field: Any = self.fields["structure"]
        field.choices = [*known, (NOUVELLE, f"Aucune de celles-ci : inscrire {sien.nom}")]
        field.required = True
        field.error_messages["required"] = "Dites si votre structure est l’une de celles-ci."

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("structure") == NOUVELLE and not values.get("structure_type"):
            self.add_error("structure_type", SANS_NATURE)
        return values
