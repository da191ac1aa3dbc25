"""Forms that remember what they were filled from, so that two people saving the same thing lose nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core import signing
from django.db import models
from django.http import QueryDict
from django.utils.choices import flatten_choices

from maillage.socle.formulaires.rules import Ecart, list_ecarts, merge

SEL = "formulaires.lu"
GARDER = "garder_"
NON_RENSEIGNE = "Non renseigné"


class SaisieIllisible(Exception):
    """The form does not say what it was filled from: it must be opened again."""


def write_posted(value: Any) -> Any:
    """A value as the browser would post it."""
    if isinstance(value, list | tuple):
        return sorted(str(v) for v in value)
    if value is None or value is False:
        return ""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else str(value)


class FormVersionne(forms.Form):
    """`valeurs`: what is recorded; `version`: of what. `HORS`: fields about the save itself, and secrets never shown."""

    data: QueryDict
    HORS: frozenset[str] = frozenset({"lu", "du", "motif"})
    lu = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, valeurs: Mapping[str, Any], version: str, **kwargs: Any) -> None:
        initial = {**valeurs, **kwargs.pop("initial", {})}
        super().__init__(data, initial=initial, **kwargs)
        self.valeurs, self.version = valeurs, version
        self.build()
        self.initial["lu"] = sign_lu(version, self.list_leurs())

    def build(self) -> None:
        """Adds the fields that a table or a model gives."""

    def list_leurs(self) -> dict[str, Any]:
        return {
            name: write_posted(field.prepare_value(self.valeurs.get(name)))
            for name, field in self.fields.items()
            if name not in self.HORS
        }

    def list_miens(self) -> dict[str, Any]:
        return {
            name: write_posted(self.fields[name].prepare_value(value))
            for name, value in self.cleaned_data.items()
            if name not in self.HORS
        }

    def read_lu(self) -> tuple[str, dict[str, Any]]:
        return open_lu(self.cleaned_data["lu"])

    @property
    def values(self) -> dict[str, Any]:
        """What is to be saved."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.HORS}


def sign_lu(version: str, depart: Mapping[str, Any]) -> str:
    return signing.dumps({"version": version, "depart": dict(depart)}, salt=SEL, compress=True)


def open_lu(signe: str) -> tuple[str, dict[str, Any]]:
    """The version and the values that `sign_lu` wrote."""
    try:
        lu = signing.loads(signe, salt=SEL)
    except signing.BadSignature as illisible:
        raise SaisieIllisible from illisible
    return lu["version"], lu["depart"]


@dataclass(frozen=True, slots=True)
class EcartLu:
    """An écart in words."""

    ecart: Ecart
    libelle: str
    depart: str
    leur: str
    mien: str


@dataclass(frozen=True, slots=True)
class Fusion:
    """`poses`: what is posted again with the choices; `lu`: theirs is read now; `oublie`: a choice is still missing."""

    ecarts: list[EcartLu]
    poses: list[tuple[str, str]]
    lu: str
    oublie: bool


def build_fusion(form: FormVersionne, *, oublie: bool = False) -> Fusion:
    _, depart = form.read_lu()
    described = [
        EcartLu(
            e, str(form.fields[e.champ].label), *(describe(form.fields[e.champ], v) for v in (e.depart, e.leur, e.mien))
        )
        for e in list_ecarts(depart, form.list_leurs(), form.list_miens())
    ]
    posed = [(name, value) for name in form.fields if name != "lu" for value in form.data.getlist(name)]
    return Fusion(described, posed, sign_lu(form.version, depart), oublie)


def describe(field: forms.Field, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(describe(field, v) for v in value) or NON_RENSEIGNE
    if isinstance(field, forms.BooleanField):
        return "Oui" if value else "Non"
    if not value:
        return NON_RENSEIGNE
    if isinstance(field, forms.DateField):
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    choices: Iterable[tuple[Any, Any]] = flatten_choices(getattr(field, "choices", ()))
    return str(next((libelle for code, libelle in choices if str(code) == value), value))


def settle(form: FormVersionne) -> QueryDict | None:
    """What was typed, with theirs wherever theirs was kept; None while a disagreement has no choice."""
    choix = {name.removeprefix(GARDER): str(value) for name, value in form.data.items() if name.startswith(GARDER)}
    _, depart = form.read_lu()
    ecarts = list_ecarts(depart, form.list_leurs(), form.list_miens())
    try:
        merged = merge(ecarts, form.list_miens(), choix)
    except KeyError:
        return None
    kept = form.data.copy()
    for ecart in ecarts:
        value = merged[ecart.champ]
        kept.setlist(ecart.champ, value if isinstance(value, list) else [value])
    kept["lu"] = sign_lu(form.version, form.list_leurs())
    return kept
