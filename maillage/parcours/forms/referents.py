"""Shape of what is typed on référents: who they are, their working time, who takes over; the actions check the trade."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from maillage.comptes.models import Compte
from maillage.parcours.models import Referent
from maillage.reseau.forms import DateField

LONG = 300
ETP_MIN, ETP_MAX = Decimal("0.05"), Decimal(1)


class EtpField(forms.DecimalField):
    def __init__(self) -> None:
        super().__init__(
            label="Temps de travail (ETP)", min_value=ETP_MIN, max_value=ETP_MAX, max_digits=3, decimal_places=2,
            localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6}),
            help_text="La part d’un temps plein donnée à l’accompagnement ici : 1 pour un temps plein, 0,5 pour un mi-temps.",
        )  # fmt: skip


class ReferentForm(forms.Form):
    compte = forms.ModelChoiceField(
        label="Personne", queryset=Compte.objects.none(), empty_label="Choisir une personne",
        help_text="Les comptes de l’équipe qui ont le rôle de référent et ne suivent encore personne ici.",
    )  # fmt: skip
    etp = EtpField()
    du = DateField(label="Depuis le")

    def __init__(self, data: Any, *, comptes: QuerySet[Compte], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["compte"].queryset = comptes  # type: ignore[attr-defined]


class QuotiteForm(forms.Form):
    etp = EtpField()
    du = DateField(label="À partir du")


class DepartForm(forms.Form):
    au = DateField(label="Dernier jour")


class RemplacementForm(forms.Form):
    remplacant = forms.ModelChoiceField(
        label="Remplaçant", queryset=Referent.objects.none(), empty_label="Choisir un référent",
        help_text="Il voit et tient les dossiers pendant l’absence. Le référent de chaque personne ne change pas.",
    )  # fmt: skip
    du = DateField(label="Premier jour d’absence")
    au = DateField(label="Dernier jour d’absence")

    def __init__(self, data: Any, *, referents: QuerySet[Referent], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["remplacant"].queryset = referents  # type: ignore[attr-defined]


class AffectationForm(forms.Form):
    """`referents`: (key, who and why), the best placed first."""

    referent = forms.TypedChoiceField(
        label="Nouveau référent", widget=forms.RadioSelect, coerce=int,
        help_text="Les mieux placés d’abord, avec ce qui les distingue. C’est vous qui choisissez.",
    )  # fmt: skip
    du = DateField(label="À partir du")
    motif = forms.CharField(
        label="Motif du changement",
        max_length=LONG,
        help_text="Départ, rapprochement du domicile, demande de la personne…",
    )
    depassement = forms.CharField(
        label="Pourquoi lui confier une personne de plus, s’il n’a plus de place", max_length=LONG, required=False
    )
    passation = forms.BooleanField(
        label="Laisser l’ancien référent lire le dossier quinze jours, pour passer le relais", required=False
    )

    def __init__(self, data: Any, *, referents: Sequence[tuple[int, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["referent"].choices = referents  # type: ignore[attr-defined]
