"""The history of a fictitious lot, state after state, at a steady pace."""

from collections.abc import Sequence
from datetime import date, timedelta

from maillage.clause.models import Lot, PassageLot
from maillage.clause.nomenclatures.lots import EtatLot as E

CHEMIN = (E.REPERE, E.DIAGNOSTIQUE, E.CLAUSE_PROPOSEE, E.CLAUSE_VALIDEE, E.PUBLIE, E.ANALYSE, E.ATTRIBUE, E.NOTIFIE)


def record_passages(
    lot: Lot, chemin: Sequence[E], *, depuis: date, rythme: int, today: date | None = None
) -> dict[E, date]:
    """The day planned for each; `today`: none is written later than that."""
    jours = {vers: depuis + timedelta(days=rythme * rang) for rang, vers in enumerate(chemin)}
    for rang, (de, vers) in enumerate(zip(("", *chemin), chemin, strict=False), 1):
        le = jours[vers] if today is None else min(jours[vers], today)
        PassageLot.objects.create(
            dispositif_id=lot.dispositif_id, lot=lot, de=de, vers=vers, le=le, rang=rang, auteur=None
        )
    return jours
