"""What each stored field is (R-06): category, purpose, legal basis, sensitivity, retention rule.

A model says it in `DONNEES`; the models of other packages are classified in `comptes/donnees.py`. A field that
nobody classified fails the tests. The register of processing, the access archive and the purge are read from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.db import models


class Categorie(StrEnum):
    """Categories of data; the letters are those of the access matrix."""

    IDENTITE = "C1"
    SITUATION = "C2"
    SENSIBLE = "C3"
    DIAGNOSTIC = "C4"
    TEXTE_LIBRE = "C5"
    PARCOURS = "C6"
    EMPLOI = "C7"
    PIECES = "C8"
    FSE = "C9"
    OPERATIONS = "C10"
    ENTREPRISES = "C11"
    CLAUSE = "C12"
    STATISTIQUES = "C13"
    PUBLIE = "C14"
    JOURNAUX = "C15"
    COMPTES = "C16"


class BaseLegale(StrEnum):
    MISSION = "mission d’intérêt public (art. 6-1-e du RGPD)"
    OBLIGATION = "obligation légale (art. 6-1-c du RGPD)"
    CONSENTEMENT = "consentement (art. 6-1-a du RGPD)"


@dataclass(frozen=True, slots=True)
class Champ:
    """`conservation` is the code of a timer of the retention table (T1…T17)."""

    categorie: Categorie
    finalite: str
    base_legale: BaseLegale
    sensibilite: int
    conservation: str
    volontaire: bool = False


@dataclass(frozen=True, slots=True)
class Technique:
    """Says nothing of anybody: keys, states of the machine, public reference data."""

    raison: str


TECHNIQUE = Technique("clé ou état de la machine")
PUBLIC = Technique("donnée publique, sans personne physique")

Donnees = Mapping[str, "Champ | Technique"]
EXTERNES: dict[str, Donnees] = {}
LIBELLES: dict[str, str] = {}


def declare_externe(label: str, donnees: Donnees, libelles: Mapping[str, str] = MappingProxyType({})) -> None:
    """Classifies the fields of another package's model, named `app.model`.

    `libelles`: how they are said in French when their package does not; the model's own name is under "".
    """
    EXTERNES[label.lower()] = donnees
    LIBELLES.update({f"{label.lower()}.{nom}": libelle for nom, libelle in libelles.items()})


def name_modele(model: type[models.Model]) -> str:
    return LIBELLES.get(f"{model._meta.label_lower}.") or str(model._meta.verbose_name)


def name_champ(field: Any) -> str:
    return LIBELLES.get(f"{field.model._meta.label_lower}.{field.name}") or str(field.verbose_name)


def get_donnees(model: type[models.Model]) -> dict[str, Champ | Technique]:
    """The classification of a model, its abstract parents' included."""
    found: dict[str, Champ | Technique] = dict(EXTERNES.get(model._meta.label_lower, {}))
    for parent in reversed(model.__mro__):
        found.update(parent.__dict__.get("DONNEES", {}))
    return found


def list_non_classes() -> list[str]:
    """Fields nobody classified, as `app.model.field`."""
    return [
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.name not in get_donnees(model)
    ]


def is_publique(model: type[models.Model]) -> bool:
    """A table that everybody may read: every field classified, none about a person, some declared public."""
    champs = [get_donnees(model).get(field.name) for field in model._meta.concrete_fields]
    return PUBLIC in champs and all(isinstance(champ, Technique) for champ in champs)
