"""Keeps where a lot comes from."""

from datetime import date
from uuid import UUID

from maillage.clause.actions.marches import save
from maillage.clause.models import Lot, OrigineLot
from maillage.clause.nomenclatures.origines import Source
from maillage.clause.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


def record_origine(
    *, by: Acteur, lot: Lot, source: Source, identifiant: str, annonce: UUID, le: date, is_creation: bool
) -> OrigineLot:
    """In the transaction that makes the lot, or ties it to what announced it."""
    permissions.check(by, Droit.TENIR_MARCHES, lot)
    origine = OrigineLot(dispositif_id=lot.dispositif_id)
    values = {
        "lot": lot, "source": source, "identifiant": identifiant, "annonce": annonce, "le": le,
        "is_creation": is_creation,
    }  # fmt: skip
    save(origine, values)
    journal.write(by=by, event="clause.origine", target=lot, source=origine.libelle_source)
    return origine
