"""Shapes of what is typed on posts and on the time spent; the actions check the trade."""

from collections.abc import Sequence
from typing import Any

from django import forms

from maillage.clause.forms.marches import decimal, jour, say_quand
from maillage.clause.models import DonneurOrdre, Lot, Operation, TempsPasse
from maillage.clause.nomenclatures.facilitateurs import LIBELLES_FINANCEMENT, LIBELLES_POSTE, list_taches
from maillage.clause.nomenclatures.lots import Phase
from maillage.clause.rules.temps import read_duree, write_duree
from maillage.comptes.models import Compte
from maillage.socle.formulaires.versionnes import FormVersionne
from maillage.socle.nomenclatures import choix

TEXTE, NOTE = 120, 200
RAPIDES = (15, 30, 60, 120, 210)


def quotite() -> forms.DecimalField:
    return decimal(
        "Temps de travail pour la clause (ETP)", required=True, max_digits=5, decimal_places=4,
        help_text="La part d’un temps plein que la clause prend : 1 pour un temps plein, 0,5 pour un mi-temps.",
    )  # fmt: skip


class _Poste(forms.Form):
    fonction = forms.ChoiceField(label="Fonction", widget=forms.RadioSelect, choices=choix(LIBELLES_POSTE))
    quotite = quotite()
    financement = forms.ChoiceField(
        label="Financement principal", choices=[("", "Choisissez…"), *choix(LIBELLES_FINANCEMENT)]
    )


class PosteForm(_Poste):
    """Held by an account of the team, or by somebody who has none."""

    compte = forms.ModelChoiceField(Compte.objects.none(), label="Personne", required=False, empty_label="Choisissez…")
    nom = forms.CharField(label="Ou une personne sans compte ici", max_length=TEXTE, required=False)
    du = jour("Depuis le")
    au = jour("Jusqu’au", required=False)
    field_order = ("compte", "nom", "fonction", "quotite", "financement", "du", "au")

    def __init__(self, *args: Any, comptes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_quand(self, {"compte": "si elle a un compte", "nom": "sinon : prénom et nom", "au": "si la fin est connue"})
        field = self.fields["compte"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = comptes

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("compte") and not cleaned.get("nom"):
            self.add_error("compte", "Choisissez la personne, ou nommez-la si elle n’a pas de compte.")
        if cleaned.get("compte") and cleaned.get("nom"):
            self.add_error("nom", "Vous avez choisi une personne qui a un compte : laissez ce champ vide.")
        return cleaned


class ChangementForm(FormVersionne, _Poste):
    """What the post becomes, from a day on."""

    du = jour(
        "À partir du", help_text="Le premier jour du poste : c’est une correction. Plus tard : ce qui précède reste."
    )
    field_order = ("fonction", "quotite", "financement", "du")


class FinForm(forms.Form):
    au = jour("Dernier jour")


class DureeField(forms.CharField):
    """« 45 min », « 1 h 30 »: cleaned into minutes."""

    def __init__(self) -> None:
        super().__init__(
            label="Durée, comme 1 h 30", max_length=12,
            widget=forms.TextInput(attrs={"size": 10, "list": "durees", "autocomplete": "off"}),
        )  # fmt: skip

    def prepare_value(self, value: Any) -> Any:
        return write_duree(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int:
        typed = super().clean(value)
        minutes = read_duree(typed)
        if minutes is None:
            raise forms.ValidationError(f"« {typed} » ne dit pas une durée : écrivez 45 min, 1 h 30 ou 2 h.")
        return minutes


class RapideForm(forms.Form):
    """On the page of a lot: the task, the day; the duration is the button."""

    tache = forms.ChoiceField(label="Tâche")
    le = jour("Jour")

    def __init__(self, *args: Any, phase: Phase | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tache"].choices = list_taches(phase)  # type: ignore[attr-defined]


class TempsForm(RapideForm):
    """Another duration, a note; of a lot that the page already names."""

    duree = DureeField()
    note = forms.CharField(
        label="Note", max_length=NOTE, required=False, help_text="Lue de vous seulement. Sans nom de personne."
    )
    field_order: tuple[str, ...] = ("tache", "duree", "le", "note")

    @property
    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {"tache": cleaned["tache"], "minutes": cleaned["duree"], "le": cleaned["le"], "note": cleaned["note"]}


class TempsLibreForm(TempsForm):
    """For a lot, an operation, a donneur d'ordre, or for none."""

    objet = forms.ChoiceField(label="Pour", required=False)
    field_order = ("tache", "duree", "objet", "le", "note")

    def __init__(
        self, *args: Any, lots: Sequence[Lot], operations: Sequence[Operation], donneurs: Sequence[DonneurOrdre],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.operations = {f"operation:{operation.uuid}": operation for operation in operations}
        self.lots = {f"lot:{lot.uuid}": lot for lot in lots}
        self.donneurs = {f"donneur:{donneur.uuid}": donneur for donneur in donneurs}
        self.fields["objet"].choices = [  # type: ignore[attr-defined]
            ("", "Aucun marché en particulier"),
            ("Marchés", [(code, write_lot(lot)) for code, lot in self.lots.items()]),
            ("Opérations", [(code, operation.intitule) for code, operation in self.operations.items()]),
            ("Donneurs d’ordre", [(code, donneur.nom) for code, donneur in self.donneurs.items()]),
        ]

    @property
    def values(self) -> dict[str, Any]:
        objet = self.cleaned_data["objet"]
        return super().values | {
            "lot": self.lots.get(objet), "operation": self.operations.get(objet), "donneur": self.donneurs.get(objet),
        }  # fmt: skip


class CorrectionForm(TempsLibreForm, FormVersionne):
    """A line already noted."""


def write_objet(temps: TempsPasse) -> str:
    """What it was for, as the field posts it."""
    if temps.lot:
        return f"lot:{temps.lot.uuid}"
    if temps.operation:
        return f"operation:{temps.operation.uuid}"
    return f"donneur:{temps.donneur.uuid}" if temps.donneur else ""


def write_lot(lot: Lot) -> str:
    return f"{lot.marche.objet}, {lot}" if lot.numero else lot.marche.objet
