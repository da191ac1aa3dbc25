"""What is typed of a campaign and of a deposit."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from maillage.consolidation.depots.catalogues import Regles
from maillage.consolidation.depots.nomenclatures import LIBELLES_CONSOLIDE, Consolide
from maillage.consolidation.depots.rules.agreges import MANQUE, check_totaux, list_demandees
from maillage.consolidation.depots.rules.campagnes import RAPPELS
from maillage.socle.champs import Depot
from maillage.socle.formulaires.versionnes import FormVersionne
from maillage.socle.nomenclatures import choix

LONG = 1000
PREMIERE = 2014


def jour(label: str, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def texte(label: str, *, rows: int = 3, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONG, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class _Calendrier(forms.Form):
    ouverte_le = jour("Ouverte le")
    close_le = jour("Dernier jour des dépôts", help_text="Ce jour-là compris. Repoussez-le pour rouvrir la campagne.")
    rappels = forms.TypedMultipleChoiceField(
        label="Rappels à qui n’a pas déposé", required=False, widget=forms.CheckboxSelectMultiple, coerce=int,
        choices=[(jours, "la veille" if jours == 1 else f"{jours} jours avant") for jours in RAPPELS],
    )  # fmt: skip
    consigne = texte(
        "Consigne aux dispositifs", required=False, help_text="Elle s’affiche au-dessus du dépôt. Sans nom de personne."
    )


class CalendrierForm(_Calendrier, FormVersionne):
    """Of a campaign that exists."""


class CampagneForm(_Calendrier):
    consolide = forms.ChoiceField(label="Consolidation", choices=choix(LIBELLES_CONSOLIDE), initial=Consolide.PLIE)
    millesime = forms.IntegerField(label="Année", min_value=PREMIERE)
    field_order = ("consolide", "millesime", "ouverte_le", "close_le", "rappels", "consigne")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.derniere = today.year - 1
        champ = self.fields["millesime"]
        champ.initial = self.derniere
        champ.error_messages["min_value"] = f"La plus ancienne année est {PREMIERE}."

    def clean_millesime(self) -> int:
        annee: int = self.cleaned_data["millesime"]
        if annee > self.derniere:
            raise forms.ValidationError(f"L’année {annee} n’est pas finie : la dernière est {self.derniere}.")
        return annee


class FichierForm(forms.Form):
    fichier = forms.FileField(
        label="Fichier du dépôt", required=False, widget=Depot(attrs={"accept": ".json,application/json"}),
        help_text="Le fichier que l’autre installation a exporté, tel quel (.json, 2 Mo au plus).",
    )  # fmt: skip
    motif = texte(
        "Ce qui change depuis le dépôt d’avant", required=False, rows=2, help_text="Utile pour une correction."
    )

    def __init__(self, *args: Any, refus: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refus = refus

    def clean_fichier(self) -> Any:
        if self.refus:
            raise forms.ValidationError(self.refus)
        if not self.cleaned_data["fichier"]:
            raise forms.ValidationError("Choisissez le fichier du dépôt.")
        return self.cleaned_data["fichier"]


class RecuForm(forms.Form):
    fichier = forms.FileField(
        label="Reçu à vérifier", required=False, widget=Depot(attrs={"accept": ".json,application/json"}),
        help_text="Le fichier « reçu » téléchargé après un dépôt (.json).",
    )  # fmt: skip

    def clean_fichier(self) -> Any:
        if not self.cleaned_data["fichier"]:
            raise forms.ValidationError("Choisissez le fichier du reçu.")
        return self.cleaned_data["fichier"]


class MotifForm(forms.Form):
    motif = texte("Pourquoi ce dépôt ne compte plus", help_text="Cette phrase reste avec le dépôt ; le réseau la lit.")


class CleForm(forms.Form):
    libelle = forms.CharField(
        label="À quoi sert cette clé", max_length=120, help_text="Par exemple « serveur de la métropole »."
    )


class ExplicationsForm(forms.Form):
    """A sentence per difference."""

    def __init__(self, *args: Any, sauts: Sequence[Mapping[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for saut in sauts:
            self.fields[saut["cle"]] = texte(saut["phrase"], rows=2, initial=saut["explication"], required=False)


SANS_ORIGINE = "Dites d’où viennent ces totaux : le document, et sa date."
FACULTATIF = "Facultatif : donnez tous les nombres qui suivent, ou aucun. Sans eux, le réseau ne publie pas les taux qui en viennent."


class TotauxForm(forms.Form):
    """The totals of a structure without Maillage: every one of them, zero included; then what it may tell besides."""

    def __init__(self, *args: Any, regles: Regles, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regles = regles
        for code, libelle in list_demandees(regles.declaration).items():
            self.fields[code] = forms.IntegerField(label=libelle, min_value=0, error_messages={"required": MANQUE})
        for groupe in regles.declaration.groupes:
            for rang, (code, libelle) in enumerate(groupe.items()):
                self.fields[code] = self._make_facultatif(code, libelle, aide="" if rang else FACULTATIF)
        self.fields["motif"] = texte(
            "D’où viennent ces totaux",
            rows=2,
            help_text="Le document et sa date. Sans nom de personne.",
            error_messages={"required": SANS_ORIGINE},
        )

    def _make_facultatif(self, code: str, libelle: str, *, aide: str) -> forms.Field:
        if self._find_diviseur(code) == 1:
            return forms.IntegerField(label=libelle, required=False, min_value=0, help_text=aide)
        return forms.DecimalField(
            label=libelle, required=False, min_value=0, max_digits=8, decimal_places=2, localize=True, help_text=aide,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 8}),
        )  # fmt: skip

    def _find_diviseur(self, code: str) -> Decimal:
        """Full times are typed; hundredths of them are counted."""
        return getattr(self.regles.declaration.catalogue.mesures.get(code), "diviseur", Decimal(1))

    def clean_motif(self) -> str:
        motif = str(self.cleaned_data["motif"]).strip()
        if len(motif) < 10:
            raise forms.ValidationError(SANS_ORIGINE)
        return motif

    def clean(self) -> dict[str, Any]:
        """Everything that is wrong is said together."""
        for code, phrase in check_totaux(self.totaux, self.regles.declaration).items():
            if code not in self.errors:
                self.add_error(code, phrase)
        return self.cleaned_data

    @property
    def totaux(self) -> dict[str, int]:
        return {
            nom: int(valeur * self._find_diviseur(nom))
            for nom, valeur in self.cleaned_data.items() if nom != "motif" and valeur is not None
        }  # fmt: skip
