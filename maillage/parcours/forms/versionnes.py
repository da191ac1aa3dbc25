"""Forms that remember what they were filled from, so that two people saving the same file lose nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core import signing
from django.db import models
from django.forms.models import fields_for_model
from django.http import QueryDict

from maillage.participants.rules.fusion import Ecart, list_ecarts, merge
from maillage.socle.champs import DateNative
from maillage.territoire.forms import CommuneField
from maillage.territoire.models import Commune
from maillage.territoire.queries import write_choix

SEL = "parcours.lu"
GARDER = "garder_"
NON_RENSEIGNE, PAS_DEMANDE = "Non renseigné", "Pas encore demandé"
LONGUEUR = 200


class SaisieIllisible(Exception):
    """The form does not say what it was filled from: it must be opened again."""


def build_champs(model: type[models.Model], *names: str) -> dict[str, forms.Field]:
    """The form fields of these columns; what is empty reads « not known », apart from « no »."""
    return fields_for_model(model, fields=names, formfield_callback=_build_champ)


def _build_champ(column: Any, **kwargs: Any) -> Any:
    if getattr(column, "related_model", None) is Commune:
        return CommuneField(label=column.verbose_name.capitalize(), required=False)
    if isinstance(column, models.DateField):
        return column.formfield(widget=DateNative(), **kwargs)
    if isinstance(column, models.TextField) and not column.choices:
        return column.formfield(widget=forms.TextInput(), max_length=LONGUEUR, **kwargs)
    field = column.formfield(**kwargs)
    if column.choices and field.choices and next(iter(field.choices))[0] in ("", None):
        is_question = {"oui", "non"} <= {code for code, _ in column.choices}
        field.choices = [("", PAS_DEMANDE if is_question else NON_RENSEIGNE), *list(field.choices)[1:]]
    return field


def write_posted(value: Any) -> Any:
    """A value as the browser would post it."""
    if isinstance(value, list | tuple):
        return sorted(str(v) for v in value)
    if value is None or value is False:
        return ""
    if isinstance(value, Commune):
        return write_choix(value)
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
        return {name: write_posted(self.valeurs.get(name)) for name in self.fields if name not in self.HORS}

    def list_miens(self) -> dict[str, Any]:
        return {name: write_posted(value) for name, value in self.cleaned_data.items() if name not in self.HORS}

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
    choices = getattr(field, "choices", None)
    return str(next((libelle for code, libelle in choices or () if str(code) == value), value))


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
