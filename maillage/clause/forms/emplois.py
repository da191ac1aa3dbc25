"""A contract, the lot it serves, its renewal, its end; the selection of hours to decide."""

from decimal import Decimal
from typing import Any

from django import forms

from maillage.clause.forms.marches import TEXTE, decimal, jour, say_quand
from maillage.clause.models import Entreprise, Lot
from maillage.clause.nomenclatures.emplois import (
    LIBELLES_CONTRAT,
    LIBELLES_FIN,
    LIBELLES_MODE,
    LIBELLES_STATUT_INSERTION,
)
from maillage.clause.nomenclatures.heures import LIBELLES_REJET, LIBELLES_TYPE, SI_PREVU
from maillage.socle.formulaires.versionnes import FormVersionne
from maillage.socle.nomenclatures import choix

VIDE = ("", "Choisissez…")


def entreprise(label: str, **kwargs: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(Entreprise.objects.none(), label=label, empty_label="Choisissez…", **kwargs)


class _Emploi(forms.Form):
    employeur = entreprise("Employeur", required=False, help_text="Qui signe le contrat et paie le salaire.")
    entreprise_utilisatrice = entreprise(
        "Entreprise où elle travaille", required=False, help_text="Si l’employeur la met à disposition d’une autre."
    )
    type_contrat = forms.ChoiceField(label="Type de contrat", choices=[VIDE, *choix(LIBELLES_CONTRAT)])
    mode = forms.ChoiceField(label="Mode de réalisation", choices=[VIDE, *choix(LIBELLES_MODE)])
    metier = forms.CharField(label="Métier", max_length=TEXTE)
    code_rome = forms.RegexField(
        r"^[A-Za-z][0-9]{4}$", label="Code ROME", required=False, help_text="Par exemple F1606.",
        error_messages={"invalid": "Une lettre et quatre chiffres, par exemple F1606."},
    )  # fmt: skip
    debut = jour("Début")
    fin_prevue = jour("Fin prévue", required=False)
    temps_hebdo = decimal("Heures par semaine", max_value=Decimal(60), max_digits=5)

    def fill(self, connues: Any) -> None:
        for name in ("employeur", "entreprise_utilisatrice"):
            field: Any = self.fields[name]
            field.queryset = connues
        say_quand(self, {"fin_prevue": "sauf en CDI", "entreprise_utilisatrice": "en mise à disposition"})

    def clean_code_rome(self) -> str:
        return str(self.cleaned_data["code_rome"]).upper()


class EmploiNouveauForm(_Emploi):
    """The employer may be new; `entreprises`: those of the lot, when the contract is recorded from one."""

    nouvel_employeur = forms.CharField(label="Ou un nouvel employeur", max_length=TEXTE, required=False)
    statut = forms.ChoiceField(label="Son statut", choices=[VIDE, *choix(LIBELLES_STATUT_INSERTION)], required=False)
    entreprise = entreprise(
        "Pour le compte de", help_text="L’entreprise du lot dont ces heures réalisent l’engagement."
    )
    coefficient = decimal(
        "Coefficient", initial=1, required=True, min_value=Decimal("0.01"), max_digits=4,
        help_text="1, sauf si le marché valorise ce contrat. Il ne change jamais les heures réelles.",
    )  # fmt: skip
    field_order = ("employeur", "nouvel_employeur", "statut", "entreprise_utilisatrice", "entreprise")

    def __init__(self, *args: Any, connues: Any, entreprises: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fill(connues)
        say_quand(self, {"employeur": "s’il est connu", "nouvel_employeur": "s’il ne l’est pas encore",
                         "statut": "s’il est nouveau"})  # fmt: skip
        if entreprises is None:
            del self.fields["entreprise"], self.fields["coefficient"]
        else:
            field: Any = self.fields["entreprise"]
            field.queryset = entreprises
            if len(entreprises) == 1:
                field.initial = entreprises[0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("employeur") and not cleaned.get("nouvel_employeur"):
            self.add_error("employeur", "Choisissez l’employeur, ou inscrivez-en un nouveau.")
        if cleaned.get("nouvel_employeur") and not cleaned.get("employeur") and not cleaned.get("statut"):
            self.add_error(
                "statut", "Dites ce qu’est ce nouvel employeur : « Aucun » convient à une entreprise ordinaire."
            )
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        hors = ("nouvel_employeur", "statut", "entreprise", "coefficient")
        return {name: value for name, value in self.cleaned_data.items() if name not in hors}


class EmploiForm(FormVersionne, _Emploi):
    def __init__(self, *args: Any, connues: Any, **kwargs: Any) -> None:
        self.connues = connues
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        self.fill(self.connues)
        self.fields["employeur"].required = True


class RenouvellementForm(forms.Form):
    du = jour("Renouvelé à partir du", help_text="Sans un jour d’interruption : c’est alors le même contrat.")
    nouvelle_fin = jour("Nouvelle fin prévue", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_quand(self, {"nouvelle_fin": "vide s’il devient un CDI"})


class FinForm(forms.Form):
    fin = jour("Terminé le")
    motif = forms.ChoiceField(label="Motif", choices=[VIDE, *choix(LIBELLES_FIN)])


class LotDuContratForm(forms.Form):
    """Another lot this contract serves."""

    lot = forms.ModelChoiceField(Lot.objects.none(), label="Lot", empty_label="Choisissez…")
    entreprise = entreprise("Pour le compte de")
    coefficient = decimal("Coefficient", initial=1, required=True, min_value=Decimal("0.01"), max_digits=4)

    def __init__(self, *args: Any, lots: Any, entreprises: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("lot", lots), ("entreprise", entreprises)):
            field: Any = self.fields[name]
            field.queryset = rows


class TypesForm(forms.Form):
    types = forms.MultipleChoiceField(
        label="Heures comptées en plus", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(t.value, LIBELLES_TYPE[t]) for t in LIBELLES_TYPE if t in SI_PREVU],
        help_text="Seulement si le marché le prévoit. Le travail et la formation pendant le contrat comptent toujours.",
    )  # fmt: skip


class RejetForm(forms.Form):
    motif = forms.ChoiceField(label="Motif du rejet", choices=[VIDE, *choix(LIBELLES_REJET)])


class CorrectionForm(forms.Form):
    heures = decimal("Heures après correction", required=True, help_text="0 pour tout reprendre.")
    lue = forms.DecimalField(widget=forms.HiddenInput)
