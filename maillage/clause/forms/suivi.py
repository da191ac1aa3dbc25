"""What is typed of a lot under way: its steps, its plan of action, a penalty and its decision, a control."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from maillage.clause.forms.marches import TEXTE, decimal, jour, say_quand
from maillage.clause.nomenclatures.emplois import LIBELLES_MODE, ModeRealisation
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.suivi import (
    DECISIONS,
    LIBELLES_CAUSE,
    LIBELLES_CONTROLE,
    CausePenalite,
    StatutPenalite,
)
from maillage.clause.rules.planning import Mois
from maillage.socle.champs import Depot, GrandsChoix
from maillage.socle.formulaires.versionnes import FormVersionne
from maillage.socle.nomenclatures import choix
from maillage.socle.pieces.nomenclatures import ACCEPTES, EXTENSIONS
from maillage.socle.typographie import MOIS

E = EtatLot
LONG = 2000
SANS_NOM = "Sans nom de personne."
# What each step asks besides its day: the reference, why, whether a writing may be joined.
REFERENCES = {
    E.EN_EXECUTION: ("Ordre de service", "Sa référence ou sa date. Inutile si un contrat est déjà enregistré."),
    E.SUSPENDU: ("Décision de l’acheteur", "La référence de l’ordre d’arrêt, ou comment il a été donné."),
    E.RESILIE: ("Décision de l’acheteur", "La référence de la décision de résiliation."),
    E.CLOS: (
        "Si le bilan a été transmis autrement",
        "Comment : courrier, courriel, réunion. Rien s’il l’a été depuis ici.",
    ),
}
RAISONS = {
    E.SUSPENDU: "Pourquoi l’exécution s’arrête",
    E.RESILIE: "Pourquoi le marché est résilié",
}
AVEC_PIECE = frozenset({E.SUSPENDU, E.RESILIE, E.CLOS})


def write_mois(mois: date) -> str:
    return f"{MOIS[mois.month - 1]} {mois.year}"


class Fichier(forms.Form):
    """A writing that may be joined. `refus`: why it was not even received; `manque`: what to say when it must be there."""

    manque = ""

    def __init__(self, *args: Any, refus: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refus = refus

    def add_fichier(self, label: str, *, accept: str = EXTENSIONS, aide: str = f"{ACCEPTES}.") -> None:
        self.fields["fichier"] = forms.FileField(
            label=label, required=False, widget=Depot(attrs={"accept": accept}), help_text=aide
        )
        if self.manque:
            say_quand(self, {"fichier": "à joindre"})

    def clean_fichier(self) -> Any:
        if self.refus:
            raise forms.ValidationError(self.refus)
        if self.manque and not self.cleaned_data["fichier"]:
            raise forms.ValidationError(self.manque)
        return self.cleaned_data["fichier"]


class SuiteForm(Fichier):
    """The day of the step, and what it rests on. `de`: where the lot is now."""

    le = jour("Le")

    def __init__(self, *args: Any, de: EtatLot, vers: EtatLot, is_engage: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if vers is E.EN_EXECUTION and de is E.A_SOLDER:
            self.fields["fin_prevue"] = jour(
                "Nouvelle fin du marché", required=False, help_text="Elle vaut pour tous les lots de ce marché."
            )
        elif vers in REFERENCES and not (vers is E.EN_EXECUTION and de is E.SUSPENDU):
            label, aide = REFERENCES[vers]
            self.fields["reference"] = forms.CharField(label=label, max_length=TEXTE, required=False, help_text=aide)
        if vers in RAISONS:
            self.fields["raison"] = forms.CharField(
                label=RAISONS[vers], max_length=LONG, required=False, help_text=SANS_NOM,
                widget=forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip
        if vers is E.RESILIE and is_engage:
            self.fields["heures_finales"] = decimal(
                "Heures dues jusqu’à ce jour",
                help_text="En proportion des jours du marché écoulés ; corrigez si la décision en fixe d’autres.",
            )
        if vers in AVEC_PIECE:
            self.add_fichier("L’écrit reçu ou envoyé")

    @property
    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("le", "fichier")}


@dataclass(frozen=True, slots=True)
class LignePlan:
    """The fields of one month."""

    mois: date
    heures: BoundField
    postes: BoundField
    metier: BoundField
    mode: BoundField

    @property
    def libelle(self) -> str:
        return write_mois(self.mois)

    @property
    def champs(self) -> tuple[BoundField, ...]:
        return (self.heures, self.postes, self.metier, self.mode)


CHAMPS_MOIS = ("heures", "postes", "metier", "mode")


def nom(champ: str, mois: date) -> str:
    return f"{champ}_{mois:%Y%m}"


class PlanningForm(FormVersionne):
    """One row of fields per month of the market."""

    def __init__(self, *args: Any, mois: Sequence[date], **kwargs: Any) -> None:
        self.mois = mois
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        modes = [("", "Comme au-dessus"), *choix(LIBELLES_MODE)]
        for rang, mois in enumerate(self.mois):
            quand = write_mois(mois)
            self.fields |= {
                nom("heures", mois): decimal(f"Heures, {quand}"),
                nom("postes", mois): forms.IntegerField(
                    label=f"Postes, {quand}", min_value=0, max_value=9999, required=False,
                    widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
                ),
                nom("metier", mois): forms.CharField(label=f"Métier, {quand}", max_length=TEXTE, required=False),
                nom("mode", mois): forms.ChoiceField(
                    label=f"Mode, {quand}", required=False,
                    choices=modes if rang else [("", "Choisissez…"), *modes[1:]],
                ),
            }  # fmt: skip
        for name in self.fields:
            self.fields[name].widget.attrs["aria-label"] = str(self.fields[name].label)

    @property
    def lignes(self) -> list[LignePlan]:
        return [LignePlan(mois, *(self[nom(champ, mois)] for champ in CHAMPS_MOIS)) for mois in self.mois]

    @property
    def plan(self) -> list[Mois]:
        return [self._read(mois) for mois in self.mois]

    def _read(self, mois: date) -> Mois:
        heures, postes, metier, mode = (self.cleaned_data.get(nom(champ, mois)) for champ in CHAMPS_MOIS)
        return Mois(mois, heures or Decimal(0), postes, metier or "", ModeRealisation(mode) if mode else None)


def prefill(mois: Sequence[Mois]) -> dict[str, Any]:
    return {nom(champ, un.mois): getattr(un, champ) for un in mois for champ in CHAMPS_MOIS}


class PenaliteForm(forms.Form):
    cause = forms.ChoiceField(
        label="Pourquoi des heures manquent", widget=forms.RadioSelect, choices=choix(LIBELLES_CAUSE)
    )
    tarif = decimal(
        "Pénalité par heure, écrite au contrat (€)", max_digits=8, min_value=Decimal("0.01"),
        help_text="Laissez vide si le contrat n’en prévoit pas : aucune loi ne donne de tarif.",
    )  # fmt: skip
    avis = forms.CharField(
        label="Votre avis", max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"Ce que l’acheteur doit savoir pour décider. {SANS_NOM}",
    )  # fmt: skip

    @property
    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "cause": CausePenalite(self.cleaned_data["cause"])}


class DecisionForm(Fichier):
    """What the buyer decided of a penalty."""

    statut = forms.ChoiceField(
        label="L’acheteur", widget=GrandsChoix,
        choices=[
            (StatutPenalite.APPLIQUEE.value, "Applique la pénalité"), (StatutPenalite.REMISE.value, "Y renonce"),
        ],
    )  # fmt: skip
    le = jour("Décision du")
    montant = decimal("Montant appliqué (€)", max_digits=14, help_text="Tout, ou une partie.")
    reference = forms.CharField(
        label="Référence de la décision", max_length=TEXTE, required=False, help_text="Ou comment elle a été donnée."
    )
    raison = forms.CharField(
        label="Pourquoi", max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Demandé si l’acheteur renonce. {SANS_NOM}",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_fichier("L’écrit de l’acheteur")

    @property
    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "statut": StatutPenalite(self.cleaned_data["statut"])}


assert {code for code, _ in DecisionForm.base_fields["statut"].choices} == set(DECISIONS)  # type: ignore[attr-defined]


class ControleForm(FormVersionne):
    type = forms.ChoiceField(label="Contrôle", widget=GrandsChoix, choices=choix(LIBELLES_CONTROLE))
    le = jour("Le")
    perimetre = forms.CharField(
        label="Ce qui a été contrôlé", max_length=LONG, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"Par exemple : les relevés d’avril à juin, trois contrats. {SANS_NOM}",
    )  # fmt: skip
    ecart = decimal(
        "Écart en heures", min_value=Decimal(-100_000), max_value=Decimal(100_000),
        help_text="En moins : −12. Rien s’il n’y a pas d’écart. Les heures validées se corrigent ensuite, ligne par ligne.",
    )  # fmt: skip
    constat = forms.CharField(
        label="Constat", max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=SANS_NOM
    )
    suites = forms.CharField(
        label="Suites à donner", max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Rien s’il n’y en a pas.",
    )  # fmt: skip
    suites_avant = jour("À faire pour le", required=False)
    suites_faites_le = jour("Faites le", required=False)

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        return values | {"ecart": values["ecart"] or Decimal(0)}
