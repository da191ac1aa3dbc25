"""The one place where the state of a parcours or of an orientation changes."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Max

from maillage.parcours.models import Orientation, Parcours, Passage
from maillage.parcours.nomenclatures.etats import EtatOrientation, EtatParcours
from maillage.parcours.rules import etats
from maillage.parcours.rules.orientation import Manque
from maillage.participants.actions.personnes import VersionDepassee
from maillage.socle.acteur import Acteur


class ParcoursRefuse(Exception):
    """A rule refuses. `champ`: the field to correct; the message says how."""

    def __init__(self, message: str, *, champ: str | None = None) -> None:
        super().__init__(message)
        self.champ = champ


class RefusMultiples(ParcoursRefuse):
    """Several reasons at once: `manques`, each with the field to mend."""

    def __init__(self, manques: Sequence[Manque]) -> None:
        super().__init__(" ".join(manque.phrase for manque in manques), champ=manques[0].champ or None)
        self.manques = manques


def check_aucun(manques: Sequence[Manque]) -> None:
    """Raises every reason together."""
    if manques:
        raise RefusMultiples(manques)


def read_empreinte(row: Any, champs: Iterable[str]) -> str:
    """What the row says in these fields, as a short text: the version of what has no column for it."""
    said = [_write(getattr(row, champ)) for champ in champs]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def read_version(row: Any, champs: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """Of what is recorded: its version and its values; nothing of a new one."""
    if row.pk is None:
        return "", {}
    return read_empreinte(row, champs), {name: getattr(row, name) for name in champs}


def check_lue(row: Any, champs: Iterable[str], lue: str | None) -> None:
    """The caller has locked the row; raises VersionDepassee when it is no longer what was read. None: not asked."""
    if lue is not None and lue != (actuelle := read_empreinte(row, champs)):
        raise VersionDepassee(actuelle)


def _write(value: Any) -> str:
    if isinstance(value, models.Model):
        return str(value.pk)
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value or "")


def lock_parcours(parcours: Parcours) -> Parcours:
    return Parcours.objects.select_for_update(of=("self",)).get(pk=parcours.pk)


def lock_orientation(orientation: Orientation) -> Orientation:
    return Orientation.objects.select_for_update(of=("self",)).get(pk=orientation.pk)


def move_parcours(by: Acteur, parcours: Parcours, vers: EtatParcours, *, le: date, motif: str = "") -> Passage:
    """The caller has locked the row and checked its rule; the other columns it changed are saved with this one."""
    de = EtatParcours(parcours.etat)
    if refus := etats.check_passage(etats.PARCOURS, de=de, vers=vers):
        raise ParcoursRefuse(refus)
    parcours.etat = vers
    parcours.version += 1
    parcours.save()
    return write_passage(by, parcours, de=de.value, le=le, motif=motif)


def write_passage(by: Acteur, parcours: Parcours, *, de: str, le: date, motif: str = "") -> Passage:
    rang = (Passage.objects.filter(parcours=parcours).aggregate(rang=Max("rang"))["rang"] or 0) + 1
    return Passage.objects.create(
        dispositif_id=parcours.dispositif_id, parcours=parcours, rang=rang, de=de, vers=parcours.etat, le=le,
        motif=motif, auteur=by.compte,
    )  # fmt: skip


def move_orientation(orientation: Orientation, vers: EtatOrientation) -> None:
    """The caller has locked the row and set the date of the new state: this saves everything."""
    if refus := etats.check_passage(etats.ORIENTATIONS, de=EtatOrientation(orientation.etat), vers=vers):
        raise ParcoursRefuse(refus)
    orientation.etat = vers
    orientation.version += 1
    orientation.save()
