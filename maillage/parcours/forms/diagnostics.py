"""Shape of a diagnostic: strengths first, then the situation, the grid of freins, the axes of work."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from maillage.parcours.actions.diagnostics import TEXTES, FreinSaisi
from maillage.parcours.nomenclatures.accompagnement import (
    FAMILLES,
    FREINS,
    LIBELLES_DIAGNOSTIC,
    LIBELLES_NIVEAU_FREIN,
    LIBELLES_OBJECTIF,
    NON_EVALUE,
    EtatObjectif,
    Frein,
    MomentDiagnostic,
    NiveauFrein,
)
from maillage.parcours.rules.diagnostics import write_niveau
from maillage.socle.champs import DateNative
from maillage.socle.formulaires.versionnes import FormVersionne

LONGUEUR = 4000
NIVEAUX = [("", NON_EVALUE), *((str(n.value), f"{n.value} · {nom}") for n, nom in LIBELLES_NIVEAU_FREIN.items())]


def _texte(label: str, aide: str = "", rows: int = 4, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=aide, required=required, max_length=LONGUEUR,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LigneFrein:
    """One row of the grid."""

    niveau: BoundField
    commentaire: BoundField
    partage: BoundField | None

    @property
    def is_ouverte(self) -> bool:
        """The comment is unfolded when there is something in it, or to correct."""
        return bool(self.commentaire.value() or self.commentaire.errors or (self.partage and self.partage.value()))


class DiagnosticForm(forms.Form):
    le = forms.DateField(label="Établi le", widget=DateNative)
    moment = forms.ChoiceField(
        label="Moment", widget=forms.RadioSelect, choices=[(m.value, nom) for m, nom in LIBELLES_DIAGNOSTIC.items()]
    )
    atouts = _texte("Atouts et compétences", "Ce que la personne sait faire, ce qui l’aide, ce qui a déjà marché.")
    social = _texte("Situation sociale", "Logement, famille, ressources, entourage : ce qui compte pour le projet.")
    professionnel = _texte("Situation professionnelle", "Expériences, dernier emploi, formation.")
    projet = _texte("Projet", "Ce que la personne veut faire, avec ses mots.", rows=3)
    axes = _texte("Axes de travail", "Ce sur quoi la personne et vous convenez de travailler.")

    def __init__(
        self, *args: Any, avant: Mapping[Frein, NiveauFrein], sensibles: bool, avant_entree: bool = False, **kwargs: Any
    ) -> None:
        """`sensibles`: the sensitive freins are asked. `avant_entree`: of somebody whose parcours has not begun."""
        super().__init__(*args, **kwargs)
        self.avant = avant
        self.freins = [frein for frein in Frein if sensibles or not FREINS[frein].is_sensible]
        if avant_entree:
            del self.fields["moment"]
        for frein in self.freins:
            libelle = FREINS[frein].libelle
            self.fields[f"niveau_{frein}"] = forms.ChoiceField(
                label=libelle, required=False, choices=NIVEAUX, help_text=self._write_aide(frein)
            )
            self.fields[f"commentaire_{frein}"] = forms.CharField(
                label=f"Précision sur « {libelle.lower()} »", required=False, max_length=LONGUEUR,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
            if not FREINS[frein].is_sensible and not avant_entree:
                self.fields[f"partage_{frein}"] = forms.BooleanField(
                    label="L’opérateur d’une étape peut lire ce niveau", required=False
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for frein in self.freins:
            said = cleaned.get(f"commentaire_{frein}") or cleaned.get(f"partage_{frein}")
            if said and cleaned.get(f"niveau_{frein}") == "":
                self.add_error(f"niveau_{frein}", "Choisissez un niveau, ou effacez la précision.")
        return cleaned

    def list_familles(self) -> Iterator[tuple[str, list[LigneFrein]]]:
        for famille, freins in FAMILLES.items():
            if rows := [self._build_ligne(frein) for frein in freins if frein in self.freins]:
                yield famille, rows

    def _build_ligne(self, frein: Frein) -> LigneFrein:
        partage = self[f"partage_{frein}"] if f"partage_{frein}" in self.fields else None
        return LigneFrein(self[f"niveau_{frein}"], self[f"commentaire_{frein}"], partage)

    def _write_aide(self, frein: Frein) -> str:
        """Examples, and what was last said of it: the level itself is asked again, never carried over."""
        exemples = FREINS[frein].exemples
        aide = exemples[:1].upper() + exemples[1:] + "."
        return f"{aide} La dernière fois : {write_niveau(self.avant[frein]).lower()}." if frein in self.avant else aide

    @property
    def textes(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTES}

    @property
    def moment_choisi(self) -> MomentDiagnostic:
        return MomentDiagnostic(self.cleaned_data["moment"])

    @property
    def saisis(self) -> list[FreinSaisi]:
        data = self.cleaned_data
        return [
            FreinSaisi(
                frein, NiveauFrein(int(data[f"niveau_{frein}"])), data[f"commentaire_{frein}"],
                bool(data.get(f"partage_{frein}")),
            )
            for frein in self.freins
            if data[f"niveau_{frein}"] != ""
        ]  # fmt: skip


class ObjectifForm(forms.Form):
    intitule = forms.CharField(
        label="Objectif", max_length=400, help_text="Une phrase : ce qui sera vrai une fois atteint."
    )
    frein = forms.ChoiceField(
        label="Frein concerné", required=False, help_text="Laissez vide pour un objectif du projet lui-même."
    )
    prevu = _texte("Actions prévues", "Une par ligne : une démarche, une étape, un rendez-vous avec un partenaire.")
    echeance = forms.DateField(label="Échéance", widget=DateNative, required=False)

    def __init__(self, *args: Any, sensibles: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["frein"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "Aucun en particulier"),
            *((f.value, d.libelle) for f, d in FREINS.items() if sensibles or not d.is_sensible),
        ]

    def clean_frein(self) -> Frein | None:
        value = self.cleaned_data["frein"]
        return Frein(value) if value else None


class EtatObjectifForm(FormVersionne):
    etat = forms.ChoiceField(
        label="Où en est-on", widget=forms.RadioSelect, choices=[(e.value, nom) for e, nom in LIBELLES_OBJECTIF.items()]
    )
    prevu = _texte("Actions prévues")
    echeance = forms.DateField(label="Échéance", widget=DateNative, required=False)

    def clean_etat(self) -> EtatObjectif:
        return EtatObjectif(self.cleaned_data["etat"])


class ComparaisonForm(forms.Form):
    """Two of the days on which something was evaluated."""

    avant = forms.TypedChoiceField(label="Du", coerce=date.fromisoformat)
    apres = forms.TypedChoiceField(label="Au", coerce=date.fromisoformat)

    def __init__(self, *args: Any, jours: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(jour.isoformat(), f"{jour:%d/%m/%Y}") for jour in jours]
        for name in ("avant", "apres"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
