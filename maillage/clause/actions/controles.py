"""A control is recorded, completed, and its follow-up settled."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from maillage.clause.actions.marches import ClauseRefusee, lock_lot, save
from maillage.clause.models import Controle, Lot
from maillage.clause.rules.controles import check_controle
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import check_aucun
from maillage.socle.versions import check_lue

CHAMPS_CONTROLE = (
    "type", "le", "perimetre", "ecart", "constat", "suites", "suites_avant", "suites_faites_le",
)  # fmt: skip


@transaction.atomic
def save_controle(
    *, by: Acteur, lot: Lot, controle: Controle, values: Mapping[str, Any], today: date, lue: str | None = None
) -> Controle:
    """A new one, or what was read of it in `lue`. Validated hours are corrected on their own lines, never from here."""
    lot = lock_lot(by, lot)
    is_new = controle.pk is None
    if is_new:
        controle.lot, controle.auteur = lot, by.compte
    else:
        controle = Controle.objects.select_for_update(of=("self",)).get(pk=controle.pk)
        if controle.lot_id != lot.pk:
            raise ClauseRefusee("Ce contrôle est celui d’un autre lot.")
        check_lue(controle, CHAMPS_CONTROLE, lue)
    check_aucun(check_controle(values, today=today))
    save(controle, values, champ="suites")
    journal.write(
        by=by, event="clause.controle" if is_new else "clause.controle_modifie", target=lot, le=f"{controle.le:%d/%m/%Y}",
        ecart=str(controle.ecart),
    )  # fmt: skip
    return controle
