"""Orders, tranches, avenants; the repères; hypotheses tried side by side."""

from decimal import Decimal
from typing import Any

from django import forms

from maillage.clause.forms.marches import TEXTE, decimal, jour, say_quand, share
from maillage.clause.nomenclatures.calcul import (
    HYPOTHESES,
    LIBELLES_EFFET,
    LIBELLES_MODE,
    LIBELLES_STATUT_AVENANT,
    LIBELLES_TRANCHE,
    ModeCalcul,
    StatutAvenant,
)
from maillage.clause.rules.calculs import Calcul
from maillage.socle.formulaires.versionnes import FormVersionne
from maillage.socle.nomenclatures import choix


class BonForm(forms.Form):
    reference = forms.CharField(label="Référence du bon", max_length=80)
    notifie_le = jour("Notifié le")
    montant_ht = decimal("Montant hors taxes (€)", required=True, max_digits=14)


class TrancheForm(forms.Form):
    nature = forms.ChoiceField(label="Nature", widget=forms.RadioSelect, choices=choix(LIBELLES_TRANCHE))
    intitule = forms.CharField(
        label="Intitulé", max_length=TEXTE, help_text="Par exemple : tranche optionnelle 1, année 2."
    )
    heures = decimal(
        "Heures prévues",
        required=True,
        max_digits=10,
        help_text="Elles restent hors de l’engagement jusqu’à l’affermissement.",
    )


class AffermirForm(forms.Form):
    le = jour("Affermie, ou reconduite, le")


class AvenantForm(forms.Form):
    numero = forms.CharField(label="Numéro de l’avenant", max_length=40)
    notifie_le = jour("Notifié le")
    delta_montant = decimal(
        "Montant ajouté, hors taxes (€)",
        required=True,
        max_digits=14,
        min_value=None,
        help_text="Négatif s’il en retire.",
    )
    effet = forms.ChoiceField(label="Effet sur les heures", widget=forms.RadioSelect, choices=choix(LIBELLES_EFFET))
    delta_heures = decimal(
        "Heures convenues", max_digits=10, min_value=None, help_text="Négatives si l’avenant en retire."
    )
    justification = forms.CharField(
        label="Justification", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Sans nom de personne.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_quand(self, {"delta_heures": "pour un nombre convenu", "justification": "si aucune heure ne change"})


class DecisionAvenantForm(forms.Form):
    statut = forms.ChoiceField(
        label="Décision", widget=forms.RadioSelect,
        choices=[(s.value, LIBELLES_STATUT_AVENANT[s]) for s in (StatutAvenant.VALIDE, StatutAvenant.ECARTE)],
    )  # fmt: skip
    le = jour("Date de la décision")
    justification = forms.CharField(
        label="Ce qui l’explique", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Sans nom de personne.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_quand(self, {"justification": "si l’avenant est écarté"})


class RepereForm(FormVersionne):
    HORS = frozenset({"lu"})
    secteur = forms.CharField(label="Secteur d’activité", max_length=TEXTE)
    annee = forms.IntegerField(label="À partir de l’année", min_value=2000, max_value=2100)
    part_main_oeuvre = decimal("Part de main-d’œuvre (%)", max_value=100)
    cout_horaire = decimal(
        "Coût d’une heure de travail (€)", max_digits=8, min_value=Decimal("0.01"), help_text="Charges comprises."
    )
    origine = forms.CharField(
        label="D’où vient ce chiffre",
        max_length=TEXTE,
        help_text="Marchés observés, fédération, étude : avec son année.",
    )

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        return values | {"part_main_oeuvre": share(values["part_main_oeuvre"])}


class EssaiForm(forms.Form):
    """One set of hypotheses among those compared. Nothing is kept: the address holds them."""

    mode = forms.ChoiceField(label="Calcul", choices=choix(LIBELLES_MODE))
    montant_ht = decimal("Montant hors taxes (€)", max_digits=14)
    part_main_oeuvre = decimal("Part de main-d’œuvre (%)", max_value=100)
    taux_insertion = decimal("Taux d’insertion (%)", max_value=100)
    cout_horaire = decimal("Coût d’une heure (€)", max_digits=8)
    tranche_eur = decimal("Tranche (€)", max_digits=14)
    heures_unite = decimal("Heures par tranche, par bon, ou en tout", max_digits=10)
    bons_prevus = forms.IntegerField(label="Bons prévus", min_value=0, max_value=100_000, required=False)
    part_qpv = decimal("Part des habitants de QPV (%)", max_value=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"use_required_attribute": False, **kwargs})
        for name in self.utiles:
            self.fields[name].required = True

    @property
    def utiles(self) -> tuple[str, ...]:
        """What the way of counting chosen here needs; the others wait aside."""
        chosen = self["mode"].value()
        return HYPOTHESES[ModeCalcul(chosen)] if chosen in set(ModeCalcul) else HYPOTHESES[ModeCalcul.FORMULE]

    @property
    def demandes(self) -> list[Any]:
        return [self["mode"], *(self[name] for name in self.utiles)]

    @property
    def autres(self) -> list[Any]:
        return [self[name] for name in self.fields if name != "mode" and name not in self.utiles]

    @property
    def calcul(self) -> Calcul:
        values = self.cleaned_data
        parts = {name: share(values[name]) for name in ("part_main_oeuvre", "taux_insertion", "part_qpv")}
        return Calcul(**{**values, **parts, "mode": ModeCalcul(values["mode"])})
