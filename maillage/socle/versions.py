"""The version of a row that has no column for it: a short text of what it says, so that two people who save lose nothing."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db import models

from maillage.socle.refus import VersionDepassee


def read_empreinte(row: Any, champs: Iterable[str]) -> str:
    """What the row says in these fields, as a short text."""
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
