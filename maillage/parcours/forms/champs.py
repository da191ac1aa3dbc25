"""The form fields of the columns of a file."""

from typing import Any

from django import forms
from django.db import models
from django.forms.models import fields_for_model

from maillage.socle.champs import DateNative
from maillage.socle.formulaires.versionnes import NON_RENSEIGNE
from maillage.territoire.forms import CommuneField
from maillage.territoire.models import Commune

PAS_DEMANDE = "Pas encore demandé"
LONGUEUR = 200


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
