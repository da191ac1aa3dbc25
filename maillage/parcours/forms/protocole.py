"""A version of the protocole and its objectives, typed at once; the action checks the trade."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from maillage.parcours.actions.protocole import Texte
from maillage.parcours.nomenclatures.indicateurs import Indicateur
from maillage.parcours.nomenclatures.protocole import (
    LIBELLES_BASE,
    LIBELLES_PERIODE,
    LIBELLES_PUBLIC,
    VISABLES,
    Base,
    PeriodeObjectif,
    Public,
)
from maillage.parcours.rules.protocole import Objectif, check_objectif
from maillage.reseau.forms import DateField
from maillage.socle.nomenclatures import choix

LIGNES, EN_PLUS = 6, 3
COURT, LONG = 120, 600
CHAMPS = ("indicateur", "cible", "base", "periode", "public")


class SignatairesField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), max_length=LONG, **kwargs)

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Groupe:
    """The fields of one objective. `is_ouvert`: filled, or to be corrected."""

    rang: int
    champs: Sequence[BoundField]
    is_ouvert: bool


class ProtocoleForm(forms.Form):
    """`objectifs`: those it starts from, each on its own line, with a few empty ones after."""

    du = DateField(label="Prend effet le")
    au = DateField(label="Jusqu’au")
    signe_le = DateField(label="Signé le")
    signataires = SignatairesField(
        label="Signataires",
        help_text="Une institution par ligne : collectivité, Département, État. Sans nom de personne.",
    )
    objet = forms.CharField(
        label="Ce que change l’avenant", max_length=LONG, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="En une phrase. La version d’avant reste telle qu’elle a été signée.",
    )  # fmt: skip

    def __init__(
        self, data: Any, *, is_avenant: bool = False, objectifs: Sequence[Objectif] = (),
        initial: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial={**(initial or {}), **_prefill(objectifs)})
        if not is_avenant:
            del self.fields["objet"]
        self.rangs = range(1, max(LIGNES, len(objectifs) + EN_PLUS) + 1)
        for rang in self.rangs:
            self.fields |= _build_ligne(rang)

    @property
    def entete(self) -> list[BoundField]:
        return [self[name] for name in ("objet", "du", "au", "signe_le", "signataires") if name in self.fields]

    @property
    def groupes(self) -> list[Groupe]:
        return list(self._iterate())

    def _iterate(self) -> Iterator[Groupe]:
        for rang in self.rangs:
            fields = [self[f"{name}_{rang}"] for name in CHAMPS]
            filled = bool(fields[0].value()) or any(field.errors for field in fields)
            yield Groupe(rang, fields, is_ouvert=rang == 1 or filled)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        found = [self._read(rang, values) for rang in self.rangs if values.get(f"indicateur_{rang}")]
        values["objectifs"] = [objectif for objectif in found if objectif is not None]
        return values

    def _read(self, rang: int, values: dict[str, Any]) -> Objectif | None:
        """One line; what is missing or cannot be measured is said on its own field."""
        missing = {"cible": "Donnez la cible.", "base": "Choisissez ce à quoi la cible se rapporte."}
        absent = [name for name in missing if values.get(f"{name}_{rang}") in (None, "")]
        for name in absent:
            if f"{name}_{rang}" not in self.errors:
                self.add_error(f"{name}_{rang}", missing[name])
        if absent:
            return None
        public = values.get(f"public_{rang}")
        objectif = Objectif(
            Indicateur(values[f"indicateur_{rang}"]), values[f"cible_{rang}"], Base(values[f"base_{rang}"]),
            PeriodeObjectif(values.get(f"periode_{rang}") or PeriodeObjectif.ANNEE), Public(public) if public else None,
        )  # fmt: skip
        if refus := check_objectif(objectif):
            self.add_error(f"{refus[0]}_{rang}", refus[1])
            return None
        return objectif

    @property
    def texte(self) -> Texte:
        data = self.cleaned_data
        return Texte(
            data["du"], data["au"], data["signe_le"], data["signataires"], data["objectifs"], data.get("objet", "")
        )


def _build_ligne(rang: int) -> dict[str, forms.Field]:
    return {
        f"indicateur_{rang}": forms.ChoiceField(
            label="Ce qui est visé", required=rang == 1, choices=[("", "Aucun"), *choix(VISABLES)]
        ),
        f"cible_{rang}": forms.DecimalField(
            label="Cible", required=rang == 1, min_value=0, max_value=999_999, decimal_places=1, localize=True,
            help_text="Un pourcentage si elle se rapporte à une base, sinon un nombre.",
        ),
        f"base_{rang}": forms.ChoiceField(
            label="Rapportée à", required=rang == 1, choices=[("", "Choisir la base"), *choix(LIBELLES_BASE)]
        ),
        f"periode_{rang}": forms.ChoiceField(label="Sur", required=rang == 1, choices=choix(LIBELLES_PERIODE)),
        f"public_{rang}": forms.ChoiceField(
            label="Pour", required=False, choices=[("", "Tout le monde"), *choix(LIBELLES_PUBLIC)]
        ),
    }  # fmt: skip


def _prefill(objectifs: Sequence[Objectif]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for rang, objectif in enumerate(objectifs, 1):
        values = (objectif.indicateur, objectif.cible, objectif.base, objectif.periode, objectif.public or "")
        found |= {f"{name}_{rang}": value for name, value in zip(CHAMPS, values, strict=True)}
    return found


def propose_fin(debut: date, *, annees: int = 5) -> date:
    """The last day of the usual length of a protocole, to be corrected."""
    return date(debut.year + annees - 1, 12, 31)


class AnnulationForm(forms.Form):
    motif = forms.CharField(
        label="Quelle erreur est corrigée", max_length=LONG, widget=forms.Textarea(attrs={"rows": 2})
    )
