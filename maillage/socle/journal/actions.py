"""The two doors of the journals. Called inside the transaction of what they tell: both stay, or neither."""

from typing import Any

from django.db import models
from django.utils import timezone

from maillage.socle.acteur import Acteur
from maillage.socle.journal.models import Acces, Evenement


def write(*, by: Acteur, event: str, target: models.Model, dispositif: int | None = None, **details: Any) -> Evenement:
    """Records an intention. `details` hold identifiers, codes and ISO dates only."""
    return Evenement.objects.create(**_common(by, event, target, dispositif), details=details)


def record_acces(
    *, by: Acteur, type: str, target: models.Model | None = None, dispositif: int | None = None, **details: Any
) -> Acces:
    """Records that something nominative was read, searched, exported or printed."""
    return Acces.objects.create(**_common(by, type, target, dispositif), adresse=by.adresse, details=details)


def _common(by: Acteur, type: str, target: models.Model | None, dispositif: int | None) -> dict[str, Any]:
    if dispositif is None and target is not None:
        dispositif = target.pk if target._meta.label == "reseau.Dispositif" else getattr(target, "dispositif_id", None)
    return {
        "dispositif_id": dispositif if dispositif is not None else by.dispositif,
        "horodatage": timezone.now(),
        "compte_id": by.compte,
        "role": by.role,
        "type": type,
        "cible": target._meta.label_lower if target is not None else "",
        "cible_cle": str(getattr(target, "uuid", target.pk)) if target is not None else "",
        "requete": by.requete,
    }
