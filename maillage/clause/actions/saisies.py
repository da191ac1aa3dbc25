"""The one way to keep a row that two people may hold open: right, lock, version read, constraint, journal."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import models, transaction

from maillage.clause.actions.marches import save
from maillage.clause.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.versions import check_lue

Ligne = TypeVar("Ligne", bound=models.Model)


@transaction.atomic
def keep(
    *, by: Acteur, row: Ligne, values: Mapping[str, Any], champs: Sequence[str], event: str, champ: str,
    lue: str | None = None, **details: Any,
) -> Ligne:  # fmt: skip
    """A new row, or one read as `lue`. `event`, or `event`_modifie when it was known; `champ`: where a refusal of several is told."""
    permissions.check(by, Droit.TENIR_MARCHES, row)
    is_new = row.pk is None
    if not is_new:
        row = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
        check_lue(row, champs, lue)
    save(row, values, champ=champ)
    journal.write(by=by, event=event if is_new else f"{event}_modifie", target=row, **details)
    return row
