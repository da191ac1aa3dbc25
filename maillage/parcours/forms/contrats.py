"""Shape of a contract, of its three signatures, and of the legal contract that is only noted."""

from typing import Any

from django import forms

from maillage.parcours.actions.contrats import TEXTES
from maillage.parcours.nomenclatures.accompagnement import LIBELLES_ORGANISME, OrganismeReferent
from maillage.parcours.rules.contrats import NOMS, Signatures
from maillage.socle.champs import DateNative
from maillage.socle.formulaires.versionnes import FormVersionne

LONGUEUR = 6000
FREQUENCES = [("7", "Chaque semaine"), ("14", "Toutes les deux semaines"), ("31", "Chaque mois"), ("62", "Tous les deux mois")]  # fmt: skip


def _texte(label: str, aide: str, rows: int, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=aide, required=required, max_length=LONGUEUR,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


class ContratForm(FormVersionne):
    motif_avenant = forms.CharField(
        label="Pourquoi le contrat change", max_length=400, required=False,
        help_text="Une phrase que la personne lira, sans détail sensible.",
    )  # fmt: skip
    objectifs = _texte("Objectifs", "Un par ligne. Ils viennent du diagnostic : relisez-les avec la personne.", 5)
    etapes = _texte("Étapes prévues", "Une par ligne, avec le mois si vous le connaissez.", 4, required=False)
    engagements = _texte("Engagements de chacun", "La personne, le référent, le PLIE.", 7)
    frequence_jours = forms.TypedChoiceField(label="Un rendez-vous", choices=FREQUENCES, coerce=int)
    duree_mois = forms.IntegerField(
        label="Durée prévue, en mois", min_value=1, max_value=120, required=False,
        help_text="Laissez vide si aucune durée n’est convenue.",
    )  # fmt: skip
    clauses = _texte("Suspension et fin du contrat", "Comment le parcours s’arrête un temps, ou finit.", 6)

    def __init__(self, *args: Any, is_avenant: bool, **kwargs: Any) -> None:
        self.is_avenant = is_avenant
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        if not self.is_avenant:
            del self.fields["motif_avenant"]

    @property
    def textes(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTES}


class SignaturesForm(FormVersionne):
    """Left empty: not signed yet."""

    personne = forms.DateField(label="La personne a signé le", widget=DateNative, required=False)
    referent = forms.DateField(label="Le référent a signé le", widget=DateNative, required=False)
    plie = forms.DateField(label="Le PLIE a signé le", widget=DateNative, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(name) for name in NOMS):
            self.add_error(None, "Donnez au moins une date de signature.")
        return cleaned

    @property
    def signatures(self) -> Signatures:
        return Signatures(**{name: self.cleaned_data[name] for name in NOMS})


class ContratCeForm(forms.Form):
    organisme = forms.ChoiceField(
        label="Organisme référent", choices=[(o.value, nom) for o, nom in LIBELLES_ORGANISME.items()]
    )
    notifie_le = forms.DateField(label="Orientation notifiée le", widget=DateNative)
    signe_le = forms.DateField(
        label="Signé par la personne le",
        widget=DateNative,
        required=False,
        help_text="Laissez vide tant qu’il ne l’est pas.",
    )
    heures_semaine = forms.DecimalField(
        label="Heures d’activité par semaine", max_digits=4, decimal_places=1, min_value=0, required=False, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6}),
    )  # fmt: skip
    motif_reduction = forms.CharField(
        label="Ce qui a été convenu si les heures sont réduites", max_length=300, required=False,
        help_text="En termes pratiques (garde d’enfants, horaires, aménagement), jamais la cause médicale.",
    )  # fmt: skip

    def clean_organisme(self) -> OrganismeReferent:
        return OrganismeReferent(self.cleaned_data["organisme"])
