"""An operation is described; its markets join it one by one."""

from collections.abc import Mapping
from typing import Any

from maillage.clause.actions.saisies import keep
from maillage.clause.models import Operation
from maillage.socle.acteur import Acteur

CHAMPS_OPERATION = (
    "intitule", "maitre_ouvrage", "acheteur", "programme", "territoires", "montant_previsionnel", "lancement_prevu",
    "nature",
)  # fmt: skip


def save_operation(*, by: Acteur, operation: Operation, values: Mapping[str, Any], lue: str | None = None) -> Operation:
    return keep(
        by=by, row=operation, values=values, champs=CHAMPS_OPERATION, lue=lue, event="clause.operation",
        champ="intitule",
    )  # fmt: skip
