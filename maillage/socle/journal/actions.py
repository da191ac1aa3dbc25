"""The two doors of the journals. Called inside the transaction of what they tell: both stay, or neither."""

import uuid
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.journal.models import Acces, Entree, Evenement
from maillage.socle.journal.sceaux import clean_details, sign_ligne

Ligne = TypeVar("Ligne", bound=Entree)


def write(*, by: Acteur, event: str, target: models.Model, dispositif: int | None = None, **details: Any) -> Evenement:
    """Records an intention. `details` hold identifiers, codes and ISO dates only."""
    return _insert(Evenement, _common(by, event, target, dispositif, details))


def record_acces(
    *, by: Acteur, type: str, target: models.Model | None = None, dispositif: int | None = None, **details: Any
) -> Acces:
    """Records that something nominative was read, searched, exported or printed, or that a door was tried."""
    values = _common(by, type, target, dispositif, details) | {"adresse": by.adresse}
    if by.is_anonyme:  # nobody's compartment is open, and the failed sign-in must still be told
        with open_service("journal d’une tentative anonyme"):
            return _insert(Acces, values)
    return _insert(Acces, values)


def _insert(model: type[Ligne], values: dict[str, Any]) -> Ligne:
    return model.objects.create(**values, sceau=sign_ligne(model.JOURNAL, values))


def _common(
    by: Acteur, type: str, target: models.Model | None, dispositif: int | None, details: dict[str, Any]
) -> dict[str, Any]:
    if dispositif is None and target is not None:
        dispositif = target.pk if target._meta.label == "reseau.Dispositif" else getattr(target, "dispositif_id", None)
        if by.dispositif is not None and dispositif not in by.dispositifs:
            dispositif = by.dispositif  # done to a thing kept elsewhere and shared: told where its author works
    return {
        "uuid": uuid.uuid4(),
        "dispositif_id": dispositif if dispositif is not None else by.dispositif,
        "horodatage": timezone.now(),
        "compte_id": by.compte,
        "role": str(by.role),
        "type": str(type),
        "cible": target._meta.label_lower if target is not None else "",
        "cible_cle": str(getattr(target, "uuid", target.pk)) if target is not None else "",
        "details": clean_details(details),
        "requete": by.requete,
    }
